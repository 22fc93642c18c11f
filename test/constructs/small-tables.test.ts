import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type * as cdk from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { IdempotencyTable, Ledger, RateLimitTable } from '../../lib/constructs/index.ts';
import { granted } from './support/granted.ts';
import { synthesise } from './support/synthesise.ts';

/** What a grant lets a function do, on what, and what it tells it. */
function grantedBy(grant: (stack: cdk.Stack, grantee: lambda.Function) => void) {
  const { rights, variables } = granted(grant);
  const resources = JSON.stringify(rights.map(({ Resource }) => Resource));
  return { actions: rights.map(({ Action }) => Action), resources, variables };
}

/** The one table of a stack, with what is to become of it. */
function tableOf(build: (stack: cdk.Stack) => void) {
  const [table] = Object.values(synthesise(build).findResources('AWS::DynamoDB::Table'));
  return table;
}

describe('the table of answers', () => {
  const { actions, resources, variables } = grantedBy((stack, grantee) =>
    new IdempotencyTable(stack, 'Answers').grantAnswerOnce(grantee),
  );

  it('lets a function write what it claims and keeps, and read nothing', () => {
    assert.deepEqual(actions, [['dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem']]);
    assert.doesNotMatch(resources, /\*/);
    assert.deepEqual(variables, ['IDEMPOTENCY_TABLE']);
  });

  it('is kept like the data, and forgets by itself', () => {
    assert.partialDeepStrictEqual(
      tableOf((stack) => new IdempotencyTable(stack, 'Answers')),
      {
        DeletionPolicy: 'Retain',
        Properties: {
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          SSESpecification: { SSEEnabled: true },
          TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        },
      },
    );
  });
});

describe('the table of token buckets', () => {
  const { actions, resources, variables } = grantedBy((stack, grantee) =>
    new RateLimitTable(stack, 'Buckets').grantTake(grantee),
  );

  it('lets a function take tokens by updates, and nothing else', () => {
    assert.deepEqual(actions, ['dynamodb:UpdateItem']);
    assert.doesNotMatch(resources, /\*/);
    assert.deepEqual(variables, ['RATE_LIMIT_TABLE']);
  });

  it('forgets by itself', () => {
    assert.partialDeepStrictEqual(
      tableOf((stack) => new RateLimitTable(stack, 'Buckets')),
      {
        Properties: { TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } },
      },
    );
  });
});

describe('the ledger lets a function', () => {
  const rows: readonly [string, (ledger: Ledger, grantee: lambda.Function) => void, readonly string[]][] = [
    ['rename an account, and not touch the money on it', (it, fn) => it.grantRename(fn), ['name', 'version']],
    ['share an account, and nothing else of it', (it, fn) => it.grantShare(fn), ['readers']],
    [
      'change the file of a customer, and not the count of accounts',
      (it, fn) => it.grantChangeCustomer(fn),
      ['name', 'note', 'version'],
    ],
  ];
  for (const [what, grant, attributes] of rows) {
    it(what, () => {
      const { rights } = granted((stack, grantee) => grant(new Ledger(stack, 'Ledger'), grantee));
      const [reading, changing] = rights;
      assert.deepEqual([reading?.Action, changing?.Action], ['dynamodb:GetItem', 'dynamodb:UpdateItem']);
      const touched = Object(changing?.Condition)['ForAllValues:StringEquals']['dynamodb:Attributes'];
      // `owner` stands in the condition of the update, and IAM does not tell a condition from a change.
      assert.deepEqual(
        touched.filter((name: string) => !['pk', 'sk', 'owner'].includes(name)),
        attributes,
      );
    });
  }
});
