import * as z from 'zod';
import { AwsError } from '../aws-service.ts';
import type { JsonObject } from '../json.ts';
import { sqsError } from './errors.ts';

const MOST_ENTRIES = 10;

export const batchId = z.string();

/**
 * Does each entry of a batch on its own: what one of them is refused for does not concern the others.
 *
 * @throws AwsError for a batch that is none
 */
export const eachEntry = <Entry extends { readonly Id: string }>(
  entries: readonly Entry[],
  run: (entry: Entry) => JsonObject,
): JsonObject => {
  assertEntries(entries);
  const Successful: JsonObject[] = [];
  const Failed: JsonObject[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const code = error.code.slice(error.code.lastIndexOf('#') + 1);
      Failed.push({ Id: entry.Id, SenderFault: true, Code: code, Message: error.message });
    }
  }
  return { Successful, Failed };
};

const assertEntries = (entries: readonly { readonly Id: string }[]): void => {
  if (entries.length === 0) throw sqsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > MOST_ENTRIES) {
    throw sqsError('TooManyEntriesInBatchRequest', `Maximum number of entries per request are ${MOST_ENTRIES}.`);
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw sqsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  }
  if (!entries.every(({ Id }) => /^[\w-]{1,80}$/.test(Id))) {
    throw sqsError(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  }
};
