import { parseEventPattern } from '../event-pattern/index.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';

/** Whether a record is handed to the function. */
export type RecordFilter = (record: JsonObject) => boolean;

/** AWS Lambda Developer Guide, "Control which events Lambda sends to your function". */
const MAX_FILTERS = 10;
const MAX_PATTERN_LENGTH = 4_096;

/**
 * Any filter must match, if there are any. Where a pattern looks into the body of a message, the body must be JSON.
 *
 * @throws Error for a pattern that AWS refuses
 */
export const parseFilters = (patterns: readonly string[]): RecordFilter => {
  if (patterns.length > MAX_FILTERS) throw new Error(`there may be ${MAX_FILTERS} filters, not ${patterns.length}`);
  if (patterns.length === 0) return () => true;
  const filters = patterns.map(parseFilter);
  return (record) => filters.some((filter) => filter(record));
};

const parseFilter = (text: string): RecordFilter => {
  if (text.length > MAX_PATTERN_LENGTH) throw new Error(`a filter may have ${MAX_PATTERN_LENGTH} characters`);
  const matches = parseEventPattern(text, 'filter');
  const pattern: Json = JSON.parse(text);
  const looksIntoBody = isJsonObject(pattern) && isJsonObject(pattern['body']);
  return looksIntoBody ? (record) => matches({ ...record, body: parseBody(record['body']) }) : matches;
};

const parseBody = (body: Json | undefined): Json | undefined => {
  try {
    return JSON.parse(String(body));
  } catch {
    return undefined;
  }
};
