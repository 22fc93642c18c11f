import * as fc from 'fast-check';
import type {
  Condition,
  DocumentPath,
  Operand,
  UpdateAction,
} from '../../../../lib/local/dynamodb/expressions/syntax.ts';
import type { AttributeValue } from '../../../../lib/local/dynamodb/values/attribute-value.ts';
import { canonicalNumber } from '../../../../lib/local/dynamodb/values/decimal.ts';

/** Plain objects, as the parser makes them. */
const record = <Model>(model: { [Key in keyof Model]: fc.Arbitrary<Model[Key]> }) =>
  fc.record<Model>(model, { noNullPrototype: true });

const number = fc
  .tuple(fc.integer(), fc.integer({ min: -20, max: 20 }))
  .map(([digits, exponent]) => canonicalNumber(`${digits}e${exponent}`));
const binary = fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString('base64'));

/** Values of every type, canonical as DynamoDB gives them back. */
export const attributeValues: fc.Arbitrary<AttributeValue> = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.string().map((S) => ({ S })),
    number.map((N) => ({ N })),
    binary.map((B) => ({ B })),
    fc.boolean().map((BOOL) => ({ BOOL })),
    fc.constant({ NULL: true } as const),
    fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 }).map((SS) => ({ SS })),
    fc.uniqueArray(number, { minLength: 1, maxLength: 4 }).map((NS) => ({ NS })),
    fc.uniqueArray(binary, { minLength: 1, maxLength: 4 }).map((BS) => ({ BS })),
    fc.array(tie('value'), { maxLength: 4 }).map((L) => ({ L })),
    fc
      .array(fc.tuple(fc.string(), tie('value')), { maxLength: 4 })
      .map((entries) => ({ M: Object.fromEntries(entries) as Record<string, AttributeValue> })),
  ),
})).value;

const word = fc.string({ unit: fc.constantFrom(...'abcXYZ019_'), minLength: 1, maxLength: 6 });
const name = fc.oneof(
  word.map((text) => `n${text}`),
  word.map((text) => `#${text}`),
);
const placeholder = word.map((text) => `:${text}`);

export const paths: fc.Arbitrary<DocumentPath> = fc
  .tuple(name, fc.array(fc.oneof(name, fc.nat({ max: 99 })), { maxLength: 3 }))
  .map(([head, rest]) => [head, ...rest]);

const operands: fc.Arbitrary<Operand<string>> = fc.letrec<{ operand: Operand<string> }>((tie) => ({
  operand: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    paths.map((path) => ({ kind: 'path', path }) as const),
    placeholder.map((value) => ({ kind: 'value', value }) as const),
    fc
      .tuple(fc.constantFrom('size', 'if_not_exists'), fc.array(tie('operand'), { minLength: 1, maxLength: 2 }))
      .map(([called, inner]) => ({ kind: 'call', name: called, operands: inner }) as const),
  ),
})).operand;

/** Conditions as the parser makes them: what functions there are, it does not know. */
export const conditions: fc.Arbitrary<Condition<string>> = fc.letrec<{ condition: Condition<string> }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    record({
      kind: fc.constant('comparison' as const),
      comparator: fc.constantFrom(
        '=' as const,
        '<>' as const,
        '<' as const,
        '<=' as const,
        '>' as const,
        '>=' as const,
      ),
      left: operands,
      right: operands,
    }),
    record({ kind: fc.constant('between' as const), operand: operands, low: operands, high: operands }),
    record({
      kind: fc.constant('in' as const),
      operand: operands,
      candidates: fc.array(operands, { minLength: 1, maxLength: 3 }),
    }),
    record({
      kind: fc.constant('call' as const),
      name: fc.constantFrom('attribute_exists', 'begins_with', 'contains'),
      operands: fc.array(operands, { minLength: 1, maxLength: 2 }),
    }),
    record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      left: tie('condition'),
      right: tie('condition'),
    }),
    record({ kind: fc.constant('not' as const), condition: tie('condition') }),
  ),
})).condition;

const setValues = fc.oneof(
  operands,
  record({
    kind: fc.constant('sum' as const),
    operator: fc.constantFrom('+' as const, '-' as const),
    left: operands,
    right: operands,
  }),
);

/** The actions of an update expression, those of a clause together. */
export const updates: fc.Arbitrary<readonly UpdateAction<string>[]> = fc
  .tuple(
    fc.array(record({ kind: fc.constant('SET' as const), path: paths, value: setValues }), { maxLength: 3 }),
    fc.array(record({ kind: fc.constant('REMOVE' as const), path: paths }), { maxLength: 3 }),
    fc.array(record({ kind: fc.constant('ADD' as const), path: paths, value: placeholder }), { maxLength: 3 }),
    fc.array(record({ kind: fc.constant('DELETE' as const), path: paths, value: placeholder }), { maxLength: 3 }),
  )
  .map((clauses) => clauses.flat())
  .filter((actions) => actions.length > 0);
