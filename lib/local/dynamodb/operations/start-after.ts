import type { JsonObject } from '../../json.ts';
import { positionOfKey } from '../check-keys.ts';
import { validationError } from '../errors.ts';
import { project } from '../expressions/document.ts';
import { positionOf } from '../storage/item-key.ts';
import type { QueryRange, Range, Start } from '../storage/walk.ts';
import { keyAttributes } from '../table.ts';
import { type Attributes, attributeOf } from '../values/attribute-value.ts';
import { parseAttributes } from '../values/parse-attribute-value.ts';
import { keyNames, type Source } from './source.ts';

/** @throws AwsError for what is no attribute value */
export const parseStartKey = (given: JsonObject | undefined): Attributes | undefined => {
  if (given === undefined) return undefined;
  try {
    return parseAttributes(given);
  } catch (refusal) {
    // AWS puts this before some of its complaints about values, and not before others.
    if (!(refusal instanceof Error) || BARE.test(refusal.message) || isSerialization(refusal)) throw refusal;
    throw validationError(`The provided starting key is invalid: ${refusal.message}`);
  }
};

const BARE = /contains duplicates|number set|numeric value|significant digits|number with magnitude/;
const isSerialization = (refusal: Error): boolean => 'code' in refusal && refusal.code === 'SerializationException';

/**
 * Where `ExclusiveStartKey` says to go on. The item need not be there any more.
 *
 * @throws AwsError when it is no key of the source
 */
export const startAfter = (source: Source, kind: 'query' | 'scan', key: Attributes): Start => {
  const { table, index } = source;
  const invalid = (why = '') => validationError(`The provided starting key is invalid${why}`);
  if (Object.keys(key).length !== keyNames(source).length) {
    throw kind === 'scan' && index === undefined
      ? invalid(': The provided key element does not match the schema')
      : invalid();
  }
  for (const { name, type } of keyAttributes((index ?? table).key)) {
    const value = attributeOf(key, name);
    if (value === undefined && (kind === 'query' || index !== undefined)) throw invalid();
    if (value !== undefined && !(type in value) && (kind === 'query' || index !== undefined)) {
      throw validationError('The provided key element does not match the schema');
    }
  }
  const names = keyAttributes(table.key).map(({ name }) => [name]);
  const base = explained(() => positionOfKey(table, project(key, names)));
  const position = index === undefined ? base : positionOf(key, index.key);
  if (position === undefined) throw invalid();
  return { position, base };
};

/** @throws AwsError when the start lies outside the range that a query reads */
export const assertStartsWithin = (range: QueryRange, { position }: Start): void => {
  if (Buffer.compare(position.sort, range.from) < 0 || Buffer.compare(position.sort, range.to) >= 0) {
    throw validationError('The provided starting key does not match the range key predicate');
  }
  if (Buffer.compare(position.partition, range.partition) !== 0) {
    throw validationError(
      range.wholePartition
        ? 'The provided starting key is outside query boundaries based on provided conditions'
        : 'The query can return at most one row and cannot be restarted',
    );
  }
};

/** @throws AwsError when the start is in another segment than the one that a scan reads */
export const assertInSegment = (
  range: Range,
  { position }: Start,
  {
    Segment: segment,
    TotalSegments: total,
  }: { readonly Segment?: number | undefined; readonly TotalSegments?: number | undefined },
): void => {
  if (Buffer.compare(position.partition, range.from) >= 0 && Buffer.compare(position.partition, range.to) < 0) return;
  throw validationError(
    'The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct ' +
      `Segment. TotalSegments: ${total} Segment: ${segment}`,
  );
};

const explained = <Result>(locate: () => Result): Result => {
  try {
    return locate();
  } catch (refusal) {
    if (!(refusal instanceof Error)) throw refusal;
    throw validationError(`The provided starting key is invalid: ${refusal.message}`);
  }
};
