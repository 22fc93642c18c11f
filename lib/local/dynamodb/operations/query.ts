import * as z from 'zod';
import { assertScalarKeys } from '../check-paths.ts';
import { invalidParameter, validationError } from '../errors.ts';
import { assertExpressionMembers } from '../expressions/expression-members.ts';
import { readExpressions } from '../expressions/expressions.ts';
import type { KeyOperator, KeyTerm } from '../expressions/key-condition.ts';
import { afterPrefix, BEYOND, partitionBytes, successor } from '../storage/item-key.ts';
import type { QueryRange } from '../storage/walk.ts';
import type { KeyAttribute, KeySchema } from '../table.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { keyBytes } from '../values/key-bytes.ts';
import { AS_WRITTEN } from './constraint-of.ts';
import { assertFilterLeavesKeys } from './filter-keys.ts';
import { paged } from './members.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { readPage } from './read-page.ts';
import { rightTo } from './rights.ts';
import { findSource } from './source.ts';
import { assertStartsWithin, parseStartKey, startAfter } from './start-after.ts';

const input = z.strictObject({
  ...paged,
  Limit: z.number().int().min(1, AS_WRITTEN).optional(),
  KeyConditionExpression: z.string().optional(),
  ScanIndexForward: z.boolean().optional(),
});

export const query: Operation = {
  name: 'Query',
  rights: (engine, request) => [rightTo(engine, 'Query', request)],
  run: (engine, request) => {
    const members = readInput(input, request);
    assertExpressionMembers(members, ['ProjectionExpression', 'FilterExpression', 'KeyConditionExpression']);
    const startKey = parseStartKey(members.ExclusiveStartKey);
    if (members.KeyConditionExpression === undefined) {
      throw validationError(
        'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
      );
    }
    const expressions = readExpressions(members);
    const source = findSource(engine, members);
    const { key } = source.index ?? source.table;
    const start = startKey === undefined ? undefined : startAfter(source, 'query', startKey);
    const range = rangeOf(key, expressions.key ?? new Map(), members.ScanIndexForward === false);
    if (start !== undefined) assertStartsWithin(range, start);
    assertScalarKeys(source.table, expressions.projection);
    if (expressions.filter !== undefined) assertFilterLeavesKeys(expressions.filter, key);
    return readPage(engine, source, { range, start }, members, expressions);
  },
};

/** @throws AwsError when the terms are not such as the key allows: `=` for the partition key, at most one for the other */
const rangeOf = (key: KeySchema, terms: ReadonlyMap<string, KeyTerm>, backwards: boolean): QueryRange => {
  if (key.sort === undefined && terms.size > 1) throw validationError('Query key condition not supported');
  const partition = terms.get(key.partition.name);
  if (partition === undefined) {
    throw validationError(`Query condition missed key schema element: ${key.partition.name}`);
  }
  const [value] = bytesOf(key.partition, partition);
  if (partition.operator !== '=') throw validationError('Query key condition not supported');
  const sort = key.sort === undefined ? undefined : terms.get(key.sort.name);
  if (key.sort !== undefined && terms.size > (sort === undefined ? 1 : 2)) {
    throw validationError(`Query condition missed key schema element: ${key.sort.name}`);
  }
  const [from, to] =
    sort === undefined || key.sort === undefined ? EVERYTHING : ranges[sort.operator](...bytesOf(key.sort, sort));
  return { kind: 'query', partition: partitionBytes(value), from, to, backwards, wholePartition: sort === undefined };
};

type Bounds = readonly [from: Uint8Array, to: Uint8Array];

const NOTHING = new Uint8Array(0);
const EVERYTHING: Bounds = [NOTHING, BEYOND];

/** From, inclusive, and to, exclusive. */
const ranges: Readonly<Record<KeyOperator, (value: Uint8Array, other: Uint8Array) => Bounds>> = {
  '=': (value) => [value, successor(value)],
  '<': (value) => [NOTHING, value],
  '<=': (value) => [NOTHING, successor(value)],
  '>': (value) => [successor(value), BEYOND],
  '>=': (value) => [value, BEYOND],
  BETWEEN: (low, high) => [low, successor(high)],
  begins_with: (prefix) => [prefix, afterPrefix(prefix)],
};

const bytesOf = (attribute: KeyAttribute, { values }: KeyTerm): readonly [Uint8Array, Uint8Array] => {
  const [first, second] = values.map((value) => keyBytes(assertKeyValue(attribute, value)));
  return [first ?? NOTHING, second ?? NOTHING];
};

const assertKeyValue = ({ name, type }: KeyAttribute, value: AttributeValue): AttributeValue => {
  if (!(type in value)) throw invalidParameter('Condition parameter type does not match schema type');
  if (('S' in value && value.S === '') || ('B' in value && value.B === '')) {
    throw validationError(
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ' +
        `${type === 'S' ? 'string' : 'binary'} value. Key: ${name}`,
    );
  }
  return value;
};
