import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Match } from 'aws-cdk-lib/assertions';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { ApiKeyTable, HandlerFunction, Ledger, Secrets } from '../../lib/constructs/index.ts';
import { granted } from './support/granted.ts';
import { handlerCode, only, synthesise } from './support/synthesise.ts';

const ledgerArn = { 'Fn::GetAtt': ['LedgerTable', 'Arn'] };

for (const { name, Action, Resource = ledgerArn, grant } of [
  { name: 'grantRead', Action: 'dynamodb:GetItem', grant: (it: Ledger, fn: lambda.Function) => it.grantRead(fn) },
  {
    name: 'grantReadEntries',
    Action: ['dynamodb:GetItem', 'dynamodb:Query'],
    grant: (it: Ledger, fn: lambda.Function) => it.grantReadEntries(fn),
  },
  {
    name: 'grantOpen',
    Action: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
    grant: (it: Ledger, fn: lambda.Function) => it.grantOpen(fn),
  },
  {
    name: 'grantMove',
    Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    grant: (it: Ledger, fn: lambda.Function) => it.grantMove(fn),
  },
  {
    name: 'grantReadByOwner',
    Action: 'dynamodb:Query',
    Resource: { 'Fn::Join': ['', [ledgerArn, '/index/byOwner']] },
    grant: (it: Ledger, fn: lambda.Function) => it.grantReadByOwner(fn),
  },
]) {
  test(`${name} gives exactly its actions on exactly its resource, and the name of the table`, () => {
    const { rights, variables } = granted((stack, grantee) => grant(new Ledger(stack, 'Ledger'), grantee));
    assert.deepEqual(rights, [{ Action, Resource }]);
    assert.deepEqual(variables, ['LEDGER_TABLE']);
  });
}

test('a function that checks API keys may read one key and two secrets, and note the use of a key', () => {
  const { rights, variables } = granted((stack, grantee) => {
    const secrets = new Secrets(stack, 'Secrets');
    new ApiKeyTable(stack, 'Keys').grantVerify(grantee);
    secrets.grantApiKeyPepper(grantee);
    secrets.grantMeteringKey(grantee);
  });
  assert.deepEqual(
    rights.map(({ Action }) => Action),
    ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'secretsmanager:GetSecretValue'],
  );
  assert.doesNotMatch(JSON.stringify(rights), /\*/);
  assert.deepEqual(variables, ['API_KEY_TABLE', 'API_KEY_PEPPER_SECRET', 'METERING_KEY_SECRET']);
});

const keysArn = { 'Fn::GetAtt': ['KeysTable', 'Arn'] };
const touching = (...attributes: readonly string[]) => ({
  'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['keyId', ...attributes] },
  StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'] },
});

for (const { name, rights, grant } of [
  {
    name: 'grantVerify',
    rights: [
      { Action: 'dynamodb:GetItem', Resource: keysArn },
      { Action: 'dynamodb:UpdateItem', Resource: keysArn, Condition: touching('lastUsedAtSeconds') },
    ],
    grant: (it: ApiKeyTable, fn: lambda.Function) => it.grantVerify(fn),
  },
  {
    name: 'grantIssue',
    rights: [{ Action: 'dynamodb:PutItem', Resource: keysArn }],
    grant: (it: ApiKeyTable, fn: lambda.Function) => it.grantIssue(fn),
  },
  {
    name: 'grantList',
    rights: [{ Action: 'dynamodb:Query', Resource: { 'Fn::Join': ['', [keysArn, '/index/byIssue']] } }],
    grant: (it: ApiKeyTable, fn: lambda.Function) => it.grantList(fn),
  },
  {
    name: 'grantRotate',
    rights: [
      { Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: keysArn },
      {
        Action: 'dynamodb:UpdateItem',
        Resource: keysArn,
        Condition: touching('status', 'expiresAtSeconds', 'replacedBy'),
      },
    ],
    grant: (it: ApiKeyTable, fn: lambda.Function) => it.grantRotate(fn),
  },
  {
    name: 'grantRevoke',
    rights: [
      {
        Action: 'dynamodb:UpdateItem',
        Resource: keysArn,
        Condition: touching('status', 'revokedAtSeconds', 'revokedBy'),
      },
    ],
    grant: (it: ApiKeyTable, fn: lambda.Function) => it.grantRevoke(fn),
  },
]) {
  test(`${name} of the API keys gives exactly its actions on exactly its attributes`, () => {
    const given = granted((stack, grantee) => grant(new ApiKeyTable(stack, 'Keys'), grantee));
    assert.deepEqual(given.rights, rights);
    assert.deepEqual(given.variables, ['API_KEY_TABLE']);
  });
}

test('the list of keys holds no hash', () => {
  const template = synthesise((stack) => void new ApiKeyTable(stack, 'Keys'));
  const [index, ...others] = Object(only(template, 'AWS::DynamoDB::Table')).GlobalSecondaryIndexes;
  assert.equal(others.length, 0);
  assert.equal(index.Projection.ProjectionType, 'INCLUDE');
  assert.ok(index.Projection.NonKeyAttributes.length > 0);
  assert.ok(!index.Projection.NonKeyAttributes.includes('hash'));
});

test('tables are on demand, restorable, encrypted with a managed key, and outlive a mistake', () => {
  const template = synthesise((stack) => {
    new Ledger(stack, 'Ledger');
    new ApiKeyTable(stack, 'Keys');
  });
  template.resourceCountIs('AWS::DynamoDB::Table', 2);
  template.allResources('AWS::DynamoDB::Table', {
    DeletionPolicy: 'Retain',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
    },
  });
});

test('secrets are generated, long enough to guess never and short enough for the gateway', () => {
  const template = synthesise((stack) => void new Secrets(stack, 'Secrets'));
  template.resourceCountIs('AWS::SecretsManager::Secret', 3);
  template.allResourcesProperties('AWS::SecretsManager::Secret', {
    GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true },
    SecretString: Match.absent(),
  });
});

test('a function refuses a timeout, a memory or a concurrency that Lambda has not', () => {
  const common = { code: handlerCode('endpoint', 'x'), description: 'x', serviceName: 'x', timeoutSeconds: 1 };
  for (const [changes, message] of [
    [{ timeoutSeconds: 0 }, /timeoutSeconds/],
    [{ timeoutSeconds: Number.NaN }, /timeoutSeconds/],
    [{ memoryMiB: 127 }, /memoryMiB/],
    [{ reservedConcurrentExecutions: 0 }, /reservedConcurrentExecutions/],
  ] as const) {
    assert.throws(
      () => synthesise((stack) => void new HandlerFunction(stack, 'H', { ...common, ...changes })),
      message,
    );
  }
});
