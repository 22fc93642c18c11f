import * as fc from 'fast-check';
import { isJsonObject, type Json, type JsonObject } from '../../../../lib/local/json.ts';
import type { Request } from './request.ts';

/** One thing that people get wrong. `at` chooses among the places where it can be got wrong. */
type Mistake = (input: JsonObject, at: number) => JsonObject;

const expressions = [
  'ConditionExpression',
  'UpdateExpression',
  'KeyConditionExpression',
  'FilterExpression',
  'ProjectionExpression',
];

const pick = <Value>(values: readonly Value[], at: number): Value | undefined =>
  values[at % Math.max(1, values.length)];
const without = (input: JsonObject, name: string | undefined): JsonObject =>
  Object.fromEntries(Object.entries(input).filter(([each]) => each !== name));
const withMember = (input: JsonObject, name: string, value: Json): JsonObject => ({ ...input, [name]: value });

const changeExpression =
  (change: (text: string, at: number) => string): Mistake =>
  (input, at) => {
    const name = pick(
      expressions.filter((each) => typeof input[each] === 'string'),
      at,
    );
    return name === undefined ? input : withMember(input, name, change(String(input[name]), at));
  };

const changeWord = (change: (word: string) => readonly string[]) =>
  changeExpression((text, at) => {
    const words = text.split(' ');
    return words.flatMap((word, index) => (index === at % words.length ? change(word) : [word])).join(' ');
  });

const changeMap =
  (name: string, change: (map: JsonObject, at: number) => JsonObject): Mistake =>
  (input, at) => {
    const map = input[name];
    return isJsonObject(map) ? withMember(input, name, change(map, at)) : input;
  };

const oddValues: readonly Json[] = [
  {},
  { N: 'abc' },
  { N: '' },
  { N: '1e200' },
  { N: '1E-131' },
  { N: '123456789012345678901234567890123456789' },
  { NULL: false },
  { SS: [] },
  { NS: ['1', '1.0'] },
  { SS: ['a', 'a'] },
  { S: 'a', N: '1' },
  { BS: ['AA==', 'AA=='] },
  { S: '' },
  { L: [{ N: 'x' }] },
];

const mistakes: readonly Mistake[] = [
  (input, at) => without(input, pick(Object.keys(input), at)),
  changeWord(() => []),
  changeWord((word) => [word, word]),
  changeWord((word) => [word, '(']),
  changeWord((word) => ['(', word, ')']),
  changeWord(() => ['size']),
  changeWord(() => ['status']),
  changeWord(() => [':nothing']),
  changeWord(() => ['#nothing']),
  changeWord((word) => [word, '!']),
  changeExpression((text) => `( ( ${text} ) )`),
  changeExpression((text) => text.replace(/attribute_exists|attribute_not_exists|begins_with|list_append/, 'contains')),
  changeExpression((text) => text.replace(/contains|size|if_not_exists/, 'unheard_of')),
  changeExpression((text) => text.replace(/ (=|<|>|<=|>=|<>) /, ' IN ')),
  changeExpression(() => ''),
  changeExpression((text) => text.replace(/,[^)]*\)/, ')')),
  (input, at) => changeMap('ExpressionAttributeNames', (map) => without(map, pick(Object.keys(map), at)))(input, at),
  (input, at) => changeMap('ExpressionAttributeValues', (map) => without(map, pick(Object.keys(map), at)))(input, at),
  (input) =>
    withMember(input, 'ExpressionAttributeNames', {
      ...(input['ExpressionAttributeNames'] as JsonObject),
      '#unused': 'x',
    }),
  (input) =>
    withMember(input, 'ExpressionAttributeValues', {
      ...(input['ExpressionAttributeValues'] as JsonObject),
      ':unused': { S: 'x' },
    }),
  (input) => withMember(input, 'ExpressionAttributeValues', { 'no colon': { S: 'x' } }),
  (input) => withMember(input, 'ExpressionAttributeNames', { nohash: 'x' }),
  (input) => withMember(input, 'ExpressionAttributeNames', {}),
  (input) => withMember(input, 'ExpressionAttributeValues', {}),
  changeMap('ExpressionAttributeValues', (map, at) =>
    withMember(map, pick(Object.keys(map), at) ?? ':x', pick(oddValues, at) ?? {}),
  ),
  changeMap('Item', (map, at) => withMember(map, pick(Object.keys(map), at) ?? 'x', pick(oddValues, at) ?? {})),
  changeMap('Item', (map, at) => without(map, pick(Object.keys(map), at))),
  changeMap('Item', (map, at) =>
    withMember(map, pick(['pk', 'id', 'bin', 'tint', 'score', 'holder', 's'], at) ?? 'pk', { BOOL: true }),
  ),
  changeMap('Key', (map, at) => without(map, pick(Object.keys(map), at))),
  changeMap('Key', (map, at) =>
    withMember(map, pick(['pk', 'sk', 'id', 'bin', 'x'], at) ?? 'x', pick(oddValues, at) ?? {}),
  ),
  changeMap('Key', (map) => withMember(map, 'more', { S: 'x' })),
  changeMap('ExclusiveStartKey', (map, at) =>
    withMember(map, pick(['pk', 'sk', 'x'], at) ?? 'x', pick(oddValues, at) ?? {}),
  ),
  changeMap('ExclusiveStartKey', (map, at) => without(map, pick(Object.keys(map), at))),
  (input) => withMember(input, 'TableName', '@absent'),
  (input) => withMember(input, 'IndexName', 'absent'),
  (input) => withMember(input, 'ReturnValues', 'UPDATED_NEW'),
  (input) => withMember(input, 'ReturnValues', 'SOME'),
  (input) => withMember(input, 'ReturnConsumedCapacity', 'ALL'),
  (input) => withMember(input, 'Select', 'NOTHING'),
  (input) => withMember(input, 'Limit', 0),
  (input) => withMember(input, 'Limit', 'three'),
  (input) => withMember(input, 'ConsistentRead', true),
  (input) => withMember(input, 'ConsistentRead', 7),
  (input) => withMember(input, 'TableName', 7),
  (input) => withMember(input, 'Segment', 3),
  (input) => withMember(input, 'TotalSegments', 2),
  (input) => withMember(input, 'Select', 'SPECIFIC_ATTRIBUTES'),
  (input) => withMember(input, 'Item', 'text'),
  (input) => withMember(input, 'Key', ['list']),
  changeMap('RequestItems', (map) => withMember(map, '@absent', Object.values(map)[0] ?? [])),
  changeMap('RequestItems', () => ({})),
  changeMap('RequestItems', (map, at) => {
    const name = pick(Object.keys(map), at) ?? '';
    const wanted = map[name];
    if (Array.isArray(wanted)) return withMember(map, name, [...wanted, ...wanted]);
    if (!isJsonObject(wanted)) return map;
    const keys = Array.isArray(wanted['Keys']) ? wanted['Keys'] : [];
    return withMember(map, name, { ...wanted, Keys: [...keys, ...keys] });
  }),
];

/** Members that an operation does not have are refused by us on purpose, so mistakes do not add them. */
const members: Readonly<Record<string, readonly string[]>> = {
  PutItem: ['Item', 'ReturnValues', 'ConditionExpression'],
  UpdateItem: ['Key', 'ReturnValues', 'ConditionExpression', 'UpdateExpression'],
  DeleteItem: ['Key', 'ReturnValues', 'ConditionExpression'],
  GetItem: ['Key', 'ConsistentRead', 'ProjectionExpression'],
  Query: [
    'IndexName',
    'Select',
    'Limit',
    'ConsistentRead',
    'ExclusiveStartKey',
    'KeyConditionExpression',
    'FilterExpression',
  ],
  Scan: [
    'IndexName',
    'Select',
    'Limit',
    'ConsistentRead',
    'ExclusiveStartKey',
    'Segment',
    'TotalSegments',
    'FilterExpression',
  ],
};

const fits = (operation: string, name: string): boolean => {
  if (operation.startsWith('Batch')) return name === 'RequestItems' || name === 'ReturnConsumedCapacity';
  if (name === 'TableName' || name === 'ReturnConsumedCapacity' || name === 'ExpressionAttributeNames') return true;
  if (name === 'ExpressionAttributeValues') return operation !== 'GetItem';
  if (name === 'ProjectionExpression') return ['GetItem', 'Query', 'Scan'].includes(operation);
  return members[operation]?.includes(name) === true || name === 'ScanIndexForward';
};

/** The same request with one or two mistakes. */
export const broken = (request: fc.Arbitrary<Request>): fc.Arbitrary<Request> =>
  fc
    .tuple(
      request,
      fc.array(fc.tuple(fc.constantFrom(...mistakes), fc.nat({ max: 40 })), { minLength: 1, maxLength: 2 }),
    )
    .map(([whole, made]) => {
      const changed = made.reduce((input, [mistake, at]) => mistake(input, at), whole.input);
      const input = Object.fromEntries(
        Object.entries(changed).filter(([name]) => name in whole.input || fits(whole.operation, name)),
      );
      // A start key or segment that a mistake brought in decides which page is read.
      const compare = 'ExclusiveStartKey' in input || 'TotalSegments' in input ? 'outcome' : whole.compare;
      return { ...whole, input, compare };
    });
