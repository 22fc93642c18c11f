import * as z from 'zod';
import { toByteString } from '../engine/byte-string.ts';
import { fieldKind } from '../engine/field.ts';

export const method = fieldKind({
  name: 'Method',
  properties: z.strictObject({}),
  compile: () => ({ extract: ({ request }) => [toByteString(request.method)] }),
});

/** As received, neither decoded nor normalised: that is what transformations are for. */
export const uriPath = fieldKind({
  name: 'UriPath',
  properties: z.strictObject({}),
  compile: () => ({ extract: ({ request }) => [toByteString(request.uriPath)] }),
});

/** What follows the `?`, as received; a request without a query has an empty one. */
export const queryString = fieldKind({
  name: 'QueryString',
  properties: z.strictObject({}),
  compile: () => ({ extract: ({ request }) => [toByteString(request.queryString)] }),
});
