import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type * as cdk from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { HandlerFunction, IdempotencyTable, Ledger, RateLimitTable } from '../../lib/constructs/index.ts';
import { handlerCode, only, synthesise } from './support/synthesise.ts';

/** What a grant lets a function do, what it tells it, and the table. */
function granted(grant: (stack: cdk.Stack, grantee: lambda.Function) => void) {
  const template = synthesise((stack) => {
    const { function: grantee } = new HandlerFunction(stack, 'Handler', {
      code: handlerCode('endpoint', 'get-things'),
      description: 'Lists things',
      serviceName: 'shop',
      timeoutSeconds: 3,
    });
    grant(stack, grantee);
  });
  const { PolicyDocument } = Object(only(template, 'AWS::IAM::ManagedPolicy'));
  const { Environment } = Object(only(template, 'AWS::Lambda::Function'));
  // The first two let it write its log and its traces.
  const [, , ...rights] = PolicyDocument.Statement;
  const [table] = Object.values(template.findResources('AWS::DynamoDB::Table'));
  return {
    rights: rights.map(({ Action, Condition }: Record<'Action' | 'Condition', unknown>) =>
      Condition === undefined
        ? Action
        : [Action, Object(Condition)['ForAllValues:StringEquals']['dynamodb:Attributes']],
    ),
    resources: JSON.stringify(rights.map(({ Resource }: Record<'Resource', unknown>) => Resource)),
    variables: Object.keys(Environment.Variables).filter((name) => /_TABLE$/.test(name)),
    table,
  };
}

describe('the table of answers', () => {
  const { rights, resources, variables, table } = granted((stack, grantee) =>
    new IdempotencyTable(stack, 'Answers').grantAnswerOnce(grantee),
  );

  it('lets a function write what it claims and keeps, and read nothing', () => {
    assert.deepEqual(rights, [['dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem']]);
    assert.doesNotMatch(resources, /\*/);
    assert.deepEqual(variables, ['IDEMPOTENCY_TABLE']);
  });

  it('is kept like the data, and forgets by itself', () => {
    assert.partialDeepStrictEqual(table, {
      DeletionPolicy: 'Retain',
      Properties: {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    });
  });
});

describe('the table of token buckets', () => {
  const { rights, resources, variables, table } = granted((stack, grantee) =>
    new RateLimitTable(stack, 'Buckets').grantTake(grantee),
  );

  it('lets a function take tokens by updates, and nothing else', () => {
    assert.deepEqual(rights, ['dynamodb:UpdateItem']);
    assert.doesNotMatch(resources, /\*/);
    assert.deepEqual(variables, ['RATE_LIMIT_TABLE']);
  });

  it('forgets by itself', () => {
    assert.partialDeepStrictEqual(table, {
      Properties: { TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } },
    });
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
      const [reading, [action, touched]] = rights;
      assert.deepEqual([reading, action], ['dynamodb:GetItem', 'dynamodb:UpdateItem']);
      // `owner` stands in the condition of the update, and IAM does not tell a condition from a change.
      assert.deepEqual(
        touched.filter((name: string) => !['pk', 'sk', 'owner'].includes(name)),
        attributes,
      );
    });
  }
});
