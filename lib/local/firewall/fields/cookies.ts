import * as z from 'zod';
import { type ByteString, toByteString } from '../engine/byte-string.ts';
import { fieldKind } from '../engine/field.ts';
import { ask, type Inspection } from '../engine/inspection.ts';
import { limitNamedValues, matchScope, type NamedValue, type NamedValues, pickNamedValues } from './named-values.ts';
import { oversizeHandling } from './oversize.ts';

const names = z.array(z.string().min(1).max(60)).min(1).max(199);

const pattern = z
  .strictObject({
    All: z.strictObject({}).optional(),
    IncludedCookies: names.optional(),
    ExcludedCookies: names.optional(),
  })
  .refine((it) => Object.keys(it).length === 1, 'must be exactly one of All, IncludedCookies, ExcludedCookies');

/** Cookies by name (case matters): the first 200 or the first 8 KiB of them. */
export const cookies = fieldKind({
  name: 'Cookies',
  properties: z.strictObject({ MatchPattern: pattern, MatchScope: matchScope, OversizeHandling: oversizeHandling }),
  compile({ MatchPattern, MatchScope, OversizeHandling }) {
    const listed = new Set(MatchPattern.IncludedCookies ?? MatchPattern.ExcludedCookies ?? []);
    const isWanted = MatchPattern.IncludedCookies !== undefined;
    return {
      extract: (inspection) =>
        pickNamedValues(requestCookies(inspection), {
          isPicked: (name) => listed.has(name) === isWanted,
          scope: MatchScope,
          oversize: OversizeHandling,
        }),
    };
  },
});

/** The cookies up to the inspection limit. */
export const requestCookies = (inspection: Inspection): NamedValues => ask(inspection, toCookies);

const toCookies = ({ request }: Inspection): NamedValues =>
  limitNamedValues(
    request.headers
      .filter(([name]) => name.toLowerCase() === 'cookie')
      .flatMap(([, value]) => parseCookies(toByteString(value))),
  );

/** RFC 6265 §4.2.1, leniently: a pair without `=` is a value without a name. */
const parseCookies = (header: ByteString): readonly NamedValue[] =>
  header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0 ? ['', pair] : [pair.slice(0, equals), pair.slice(equals + 1)];
    });
