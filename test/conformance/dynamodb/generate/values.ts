import * as fc from 'fast-check';
import type { KeyAttribute, TableDefinition } from '../../../../lib/local/dynamodb/index.ts';
import type { JsonObject } from '../../../../lib/local/json.ts';

/** Few texts, so that values meet; some with more bytes than letters. */
export const text = fc.constantFrom('a', 'b', 'ab', 'abc', 'x', 'é', '日本', '', 'a b', 'Zz');
const keyText = fc.constantFrom('a', 'b', 'ab', 'abc', 'é');

export const numeral = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -5, max: 20 }).map(String) },
  { weight: 2, arbitrary: fc.constantFrom('0.5', '-0.25', '100.50', '1e3', '+7', '.5', '5.', '-0', '00012', '1E-3') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '12345678901234567890123456789012345678',
      '0.12345678901234567890123456789012345678',
      '9.9999999999999999999999999999999999999E+125',
      '1E-130',
      '-9.9999999999999999999999999999999999999E+125',
    ),
  },
);
export const binary = fc.constantFrom('', 'AA==', 'AQID', '/w==', 'YWJj', 'YQ==');

const setOf = (member: fc.Arbitrary<string>) => fc.uniqueArray(member, { minLength: 1, maxLength: 4 });
const member = fc.constantFrom('a', 'b', 'c', 'é');
const wholeNumeral = fc.integer({ min: 0, max: 6 }).map(String);

/** Every type, with its members tied where they nest. */
export const value: fc.Arbitrary<JsonObject> = fc.letrec<{ value: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    text.map((S) => ({ S })),
    numeral.map((N) => ({ N })),
    binary.map((B) => ({ B })),
    fc.boolean().map((BOOL) => ({ BOOL })),
    fc.constant({ NULL: true }),
    setOf(member).map((SS) => ({ SS })),
    setOf(wholeNumeral).map((NS) => ({ NS })),
    setOf(fc.constantFrom('AA==', 'AQID', 'YQ==')).map((BS) => ({ BS })),
    fc.array(tie('value'), { maxLength: 3 }).map((L) => ({ L })),
    fc
      .dictionary(fc.constantFrom('a', 'n', 's', 'l'), tie('value'), { maxKeys: 3, noNullPrototype: true })
      .map((M) => ({ M })),
  ),
})).value;

const typed: Readonly<Record<string, fc.Arbitrary<JsonObject>>> = {
  s: text.map((S) => ({ S })),
  n: numeral.map((N) => ({ N })),
  b: binary.map((B) => ({ B })),
  flag: fc.boolean().map((BOOL) => ({ BOOL })),
  ss: setOf(member).map((SS) => ({ SS })),
  ns: setOf(wholeNumeral).map((NS) => ({ NS })),
  m: fc
    .dictionary(fc.constantFrom('a', 'n', 's', 'l'), value, { maxKeys: 4, noNullPrototype: true })
    .map((M) => ({ M })),
  l: fc.array(value, { maxLength: 4 }).map((L) => ({ L })),
};

/** Attributes whose names tell their types, most of the time. */
export const attributeNames = [...Object.keys(typed), 'zz'] as const;

const keyValues = {
  S: keyText.map((S): JsonObject => ({ S })),
  N: fc.constantFrom('1', '2', '3', '-1', '1.5', '10').map((N): JsonObject => ({ N })),
  B: fc.constantFrom('AA==', 'AQID', '/w==').map((B): JsonObject => ({ B })),
};

export const keyValue = ({ type }: KeyAttribute): fc.Arbitrary<JsonObject> => keyValues[type];

/** A key of the table. */
export const keyOf = ({ key }: TableDefinition): fc.Arbitrary<JsonObject> =>
  fc.record({
    [key.partition.name]: keyValue(key.partition),
    ...(key.sort === undefined ? {} : { [key.sort.name]: keyValue(key.sort) }),
  });

/** Attributes that are keys of indexes, of the right types. */
const indexKeys = ({ key, indexes }: TableDefinition): Record<string, fc.Arbitrary<JsonObject>> => {
  const own = new Set([key.partition.name, key.sort?.name]);
  const all = indexes.flatMap(({ key: { partition, sort = partition } }) => [partition, sort]);
  return Object.fromEntries(all.filter(({ name }) => !own.has(name)).map((each) => [each.name, keyValue(each)]));
};

/** A whole item of the table. */
export const itemOf = (table: TableDefinition): fc.Arbitrary<JsonObject> =>
  fc
    .tuple(
      keyOf(table),
      fc.record({ ...typed, ...indexKeys(table) }, { requiredKeys: [] }),
      fc.option(fc.tuple(fc.constantFrom(...attributeNames), value), { freq: 5, nil: undefined }),
    )
    .map(
      ([key, attributes, odd]): JsonObject => ({
        ...attributes,
        ...(odd === undefined ? {} : { [odd[0]]: odd[1] }),
        ...key,
      }),
    );
