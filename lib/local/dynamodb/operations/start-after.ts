import type { JsonObject } from '../../json.ts';
import { positionOfKey } from '../check-keys.ts';
import { validationError } from '../errors.ts';
import { project } from '../expressions/document.ts';
import { positionOf } from '../storage/item-key.ts';
import type { Range, Start } from '../storage/walk.ts';
import { keyAttributes } from '../table.ts';
import { parseAttributes } from '../values/parse-attribute-value.ts';
import { keyNames, type Source } from './source.ts';

/**
 * Where `ExclusiveStartKey` says to go on. The item need not be there any more.
 *
 * @throws AwsError when it is no key of the source, or lies outside the range that is read
 */
export const startAfter = (source: Source, range: Range, given: JsonObject): Start => {
  const { table, index } = source;
  const key = parseAttributes(given);
  const baseKey =
    index === undefined
      ? key
      : project(
          key,
          keyAttributes(table.key).map(({ name }) => [name]),
        );
  const invalid = () => validationError('The provided starting key is invalid');
  if (range.kind === 'query' && Object.keys(key).length !== keyNames(source).length) throw invalid();
  const base = explained(() => positionOfKey(table, baseKey));
  const position = index === undefined ? base : positionOf(key, index.key);
  if (position === undefined || Object.keys(key).length !== keyNames(source).length) throw invalid();
  if (range.kind === 'query') {
    if (Buffer.compare(position.partition, range.partition) !== 0) {
      throw validationError('The provided starting key is outside query boundaries based on provided conditions');
    }
    if (Buffer.compare(position.sort, range.from) < 0 || Buffer.compare(position.sort, range.to) >= 0) {
      throw validationError('The provided starting key does not match the range key predicate');
    }
  }
  return { position, base };
};

const explained = <Result>(locate: () => Result): Result => {
  try {
    return locate();
  } catch (refusal) {
    if (!(refusal instanceof Error)) throw refusal;
    throw validationError(`The provided starting key is invalid: ${refusal.message}`);
  }
};
