import * as z from 'zod';
import type { Json } from '../json.ts';

const response = z.looseObject({
  batchItemFailures: z.array(z.looseObject({ itemIdentifier: z.string().min(1) })).nullish(),
});

/**
 * Which records of a batch the function says it failed with; none when it says nothing. An answer of another form, or one
 * that names a record which is not in the batch, fails the batch whole: `undefined`.
 *
 * AWS Lambda Developer Guide, "Configuring partial batch response".
 */
export const parseItemFailures = (payload: Json, identifiers: readonly string[]): ReadonlySet<string> | undefined => {
  if (payload === null) return new Set();
  const parsed = response.safeParse(payload);
  if (!parsed.success) return undefined;
  const failed = (parsed.data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return failed.every((identifier) => identifiers.includes(identifier)) ? new Set(failed) : undefined;
};
