import * as z from 'zod';
import { fieldKind } from '../engine/field.ts';

const extraction = { MATCH: 'match', NO_MATCH: 'no-match' } as const;
const fallbackBehavior = z.enum(['MATCH', 'NO_MATCH']);

/** A field that no request to a regional API has, so that its fallback decides always. */
const fingerprint = (name: string) =>
  fieldKind({
    name,
    isFingerprint: true,
    properties: z.strictObject({ FallbackBehavior: fallbackBehavior }),
    compile: ({ FallbackBehavior }) => ({ extract: () => extraction[FallbackBehavior] }),
  });

/** Fingerprints of the TLS greeting exist on CloudFront and load balancers only. */
export const ja3Fingerprint = fingerprint('JA3Fingerprint');
export const ja4Fingerprint = fingerprint('JA4Fingerprint');

/** Clients do not send the part behind `#`. */
export const uriFragment = fieldKind({
  name: 'UriFragment',
  properties: z.strictObject({ FallbackBehavior: fallbackBehavior.default('NO_MATCH') }),
  compile: ({ FallbackBehavior }) => ({ extract: () => extraction[FallbackBehavior] }),
});
