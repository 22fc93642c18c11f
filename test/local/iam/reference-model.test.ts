import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Json, JsonObject } from '../../../lib/local/json.ts';
import { ask, policyOf, roleArn, table, tellerIn } from './fixture.ts';
import {
  type ModelCondition,
  type ModelPrincipal,
  type ModelRequest,
  type ModelStatement,
  type ModelWorld,
  modelDecision,
} from './reference-model.ts';

const KEY = 'secretsmanager:versionstage';

const principals: Readonly<Record<ModelPrincipal, Json>> = {
  everyone: '*',
  role: { AWS: roleArn },
  session: { AWS: 'arn:aws:sts::123456789012:assumed-role/teller/transfers' },
  account: { AWS: 'arn:aws:iam::123456789012:root' },
  stranger: { AWS: `${roleArn}s` },
};

const toCondition = ({ quantifier, operator, suffix, values }: ModelCondition): JsonObject => ({
  [`${quantifier}${operator}${suffix}`]: { [KEY]: values },
});

const toStatement = (statement: ModelStatement): JsonObject => ({
  Effect: statement.effect,
  [statement.actionElement]: statement.actions,
  [statement.resourceElement]: statement.resources,
  ...(statement.condition && { Condition: toCondition(statement.condition) }),
  ...(statement.principal && { Principal: principals[statement.principal] }),
});

const decide = ({ identity, boundary, onResource }: ModelWorld, { action, resource, values }: ModelRequest) => {
  const document = (statements: readonly ModelStatement[]) => policyOf(...statements.map(toStatement));
  const iam = tellerIn({
    identity: document(identity),
    ...(boundary === undefined ? {} : { boundary: document(boundary) }),
  });
  if (onResource !== undefined) {
    const { authority, statements } = onResource;
    iam.declareResourcePolicy({ resourceArn: table, document: document(statements), authority });
  }
  return ask(iam, { action, resource, context: { [KEY]: values } }).decision;
};

const some = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);
const few = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.array(arbitrary, { minLength: 1, maxLength: 2 });

const condition: fc.Arbitrary<ModelCondition> = fc.record({
  quantifier: some('', 'ForAllValues:', 'ForAnyValue:'),
  operator: some('StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'),
  suffix: some('', 'IfExists'),
  values: few(some('a', 'b', 'a*', '?', 'ab')),
});
const statement: fc.Arbitrary<ModelStatement> = fc.record({
  effect: fc.oneof({ weight: 4, arbitrary: some('Allow' as const) }, { weight: 1, arbitrary: some('Deny' as const) }),
  actionElement: some('Action', 'Action', 'NotAction'),
  actions: few(
    some('*', 'dynamodb:*', 'dynamodb:GetItem', 'DynamoDB:getitem', 'dynamodb:?etItem', 'dynamodb:Put*', 's3:*'),
  ),
  resourceElement: some('Resource', 'Resource', 'NotResource'),
  resources: few(some('*', table, `${table}/*`, `${table}?*`, 'arn:aws:dynamodb:*:*:table/Led*', 'arn:aws:s3:::a')),
  condition: fc.option(condition, { nil: undefined }),
});
const placed: fc.Arbitrary<ModelStatement> = fc
  .tuple(statement, some<ModelPrincipal>('everyone', 'role', 'session', 'account', 'stranger'))
  .map(([each, principal]) => ({ ...each, principal }));
const world: fc.Arbitrary<ModelWorld> = fc.record({
  identity: few(statement),
  boundary: fc.option(few(statement), { nil: undefined, freq: 1 }),
  onResource: fc.option(fc.record({ authority: some('shared', 'sole'), statements: few(placed) }), { nil: undefined }),
});
const request: fc.Arbitrary<ModelRequest> = fc.record({
  action: some('dynamodb:GetItem', 'dynamodb:PutItem', 's3:GetObject'),
  resource: some(table, `${table}/index/byOwner`),
  values: some([], ['a'], ['b'], ['ab']),
});

describe('the evaluation of policies', () => {
  it('decides as a second reading of the documentation does', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(world, request, (given, asked) => {
        const expected = modelDecision(given, asked);
        seen.set(expected, (seen.get(expected) ?? 0) + 1);
        assert.equal(decide(given, asked), expected);
      }),
      { numRuns: 4_000 },
    );
    for (const decision of ['allowed', 'denied', 'unmentioned']) assert.ok((seen.get(decision) ?? 0) > 100, decision);
  });

  it('meets conditions of several values as a second reading of the documentation does', () => {
    const several = fc.array(some('a', 'b', 'ab', 'c'), { minLength: 2, maxLength: 3 });
    fc.assert(
      fc.property(condition, several, (asked, values) => {
        fc.pre(asked.quantifier !== '');
        const identity: readonly ModelStatement[] = [
          {
            effect: 'Allow',
            actionElement: 'Action',
            actions: ['*'],
            resourceElement: 'Resource',
            resources: ['*'],
            condition: asked,
          },
        ];
        const given = { identity, boundary: undefined, onResource: undefined };
        const wanted = { action: 'dynamodb:GetItem', resource: table, values };
        assert.equal(decide(given, wanted), modelDecision(given, wanted));
      }),
      { numRuns: 1_000 },
    );
  });
});
