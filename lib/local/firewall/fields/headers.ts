import * as z from 'zod';
import { toByteString } from '../engine/byte-string.ts';
import { fieldKind } from '../engine/field.ts';
import { ask, type Inspection } from '../engine/inspection.ts';
import { limitNamedValues, matchScope, type NamedValues, pickNamedValues } from './named-values.ts';
import { oversizeHandling } from './oversize.ts';

const names = z.array(z.string().min(1).max(64)).min(1).max(199);

const pattern = z
  .strictObject({
    All: z.strictObject({}).optional(),
    IncludedHeaders: names.optional(),
    ExcludedHeaders: names.optional(),
  })
  .refine((it) => Object.keys(it).length === 1, 'must be exactly one of All, IncludedHeaders, ExcludedHeaders');

/** Many headers at once: the first 200 or the first 8 KiB of them. Names in any case. */
export const headers = fieldKind({
  name: 'Headers',
  properties: z.strictObject({ MatchPattern: pattern, MatchScope: matchScope, OversizeHandling: oversizeHandling }),
  compile({ MatchPattern, MatchScope, OversizeHandling }) {
    const listed = new Set(
      (MatchPattern.IncludedHeaders ?? MatchPattern.ExcludedHeaders ?? []).map((name) => name.toLowerCase()),
    );
    const isWanted = MatchPattern.IncludedHeaders !== undefined;
    return {
      extract: (inspection) =>
        pickNamedValues(requestHeaders(inspection), {
          isPicked: (name) => listed.has(name.toLowerCase()) === isWanted,
          scope: MatchScope,
          oversize: OversizeHandling,
        }),
    };
  },
});

/** The headers up to the inspection limit. */
export const requestHeaders = (inspection: Inspection): NamedValues => ask(inspection, toHeaders);

const toHeaders = ({ request }: Inspection): NamedValues =>
  limitNamedValues(request.headers.map(([name, value]) => [toByteString(name), toByteString(value)]));
