import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type * as cdk from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  ApiKeyTable,
  CredentialTable,
  HandlerFunction,
  Ledger,
  OneTimeCodes,
  SessionTable,
} from '../../lib/constructs/index.ts';
import { createDynamoDb } from '../../lib/local/dynamodb/index.ts';
import { createIam } from '../../lib/local/iam/index.ts';
import type { JsonObject } from '../../lib/local/json.ts';
import { testEnvironment } from '../local/support/environment.ts';
import { handlerCode, only, synthesise } from './support/synthesise.ts';

const environment = testEnvironment('');
const dynamodb = createDynamoDb({ environment, memory: true });
after(() => dynamodb.close());
const iam = createIam(environment);

interface Held {
  /** Whether a function with the grant may do this to an item of the table. */
  allows(operation: string, input: JsonObject): boolean;
  readonly key: JsonObject;
}

const names: string[] = [];

/** What a grant is worth to who holds it, asked of the rights in its template. */
function holding(grant: (stack: cdk.Stack, grantee: lambda.Function) => void): Held {
  const name = `t${names.length}`;
  names.push(name);
  const template = synthesise((stack) => {
    const options = { description: 'Lists things', serviceName: 'shop', timeoutSeconds: 3 };
    grant(stack, new HandlerFunction(stack, 'Handler', { code: handlerCode('endpoint', name), ...options }).function);
  });
  const { KeySchema } = Object(only(template, 'AWS::DynamoDB::Table'));
  const [partition, sort]: readonly string[] = KeySchema.map(
    (each: Record<'AttributeName', string>) => each.AttributeName,
  );
  const { arn } = dynamodb.declareTable({
    name,
    key: {
      partition: { name: partition ?? '', type: 'S' },
      ...(sort !== undefined && { sort: { name: sort, type: 'S' as const } }),
    },
    indexes: [],
    billingMode: 'PAY_PER_REQUEST',
    deletionProtection: true,
  });
  const { PolicyDocument } = Object(only(template, 'AWS::IAM::ManagedPolicy'));
  const Statement = PolicyDocument.Statement.filter(
    ({ Action }: Record<'Action', unknown>) => Action === 'dynamodb:UpdateItem' || Action === 'dynamodb:PutItem',
  ).map((each: object) => ({ ...each, Resource: arn }));
  assert.ok(Statement.length > 0);
  const roleArn = iam.declareRole({
    name,
    trustPolicy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    managedPolicyArns: [],
    inlinePolicies: [{ name: 'granted', document: { Version: '2012-10-17', Statement } }],
  });
  const key = Object.fromEntries([partition, sort].flatMap((each) => (each === undefined ? [] : [[each, { S: 'x' }]])));
  return {
    key,
    allows: (operation, input) => {
      const rights = dynamodb.api.operations.get(operation)?.rights({ TableName: name, ...input }) ?? [];
      assert.ok(rights.length > 0, `${operation} needs no right`);
      return rights.every((right) => iam.isAllowed({ roleArn, ...right, context: right.context ?? {} }));
    },
  };
}

const updates: Readonly<Record<string, readonly [touched: string, grant: Parameters<typeof holding>[0]]>> = {
  'note the use of an API key': ['lastUsedAtSeconds', (stack, fn) => new ApiKeyTable(stack, 'T').grantVerify(fn)],
  'revoke an API key': ['status', (stack, fn) => new ApiKeyTable(stack, 'T').grantRevoke(fn)],
  'revoke a credential': ['status', (stack, fn) => new CredentialTable(stack, 'T').grantRevoke(fn)],
  'count a try': ['attempts', (stack, fn) => new OneTimeCodes(stack, 'T').grantVerify(fn)],
  'count a message': ['expiresAt', (stack, fn) => new OneTimeCodes(stack, 'T').grantRequest(fn)],
  'spend a proof': ['spentAtSeconds', (stack, fn) => new OneTimeCodes(stack, 'T').grantSpend(fn)],
  'end all sessions': ['signedOutAtSeconds', (stack, fn) => new SessionTable(stack, 'T').grantSignOut(fn)],
  'share an account': ['readers', (stack, fn) => new Ledger(stack, 'T').grantShare(fn)],
};

describe('who may touch some attributes of an item', () => {
  for (const [what, [touched, grant]] of Object.entries(updates)) {
    it(`to ${what}, is answered those and no others`, () => {
      const { allows, key: Key } = holding(grant);
      const change = {
        Key,
        UpdateExpression: 'SET #a = :v',
        ExpressionAttributeNames: { '#a': touched },
        ExpressionAttributeValues: { ':v': { N: '1' } },
      };
      assert.ok(allows('UpdateItem', change));
      for (const ReturnValues of ['NONE', 'UPDATED_OLD', 'UPDATED_NEW']) {
        assert.ok(allows('UpdateItem', { ...change, ReturnValues }), ReturnValues);
      }
      for (const ReturnValues of ['ALL_OLD', 'ALL_NEW']) {
        assert.ok(!allows('UpdateItem', { ...change, ReturnValues }), ReturnValues);
      }
      const { Key: key, ...update } = change;
      const Update = { Key: key, TableName: names.at(-1) ?? '', ...update };
      assert.ok(
        allows('TransactWriteItems', { TransactItems: [{ Update }] }),
        'in a transaction, which answers nothing',
      );
    });
  }

  it('to write down a challenge, does not read the one that it would replace', () => {
    const { allows, key } = holding((stack, fn) => new OneTimeCodes(stack, 'T').grantRequest(fn));
    const Item = { ...key, codeHash: { S: 'h' } };
    assert.ok(allows('PutItem', { Item }));
    assert.ok(allows('PutItem', { Item, ReturnValues: 'NONE' }));
    assert.ok(!allows('PutItem', { Item, ReturnValues: 'ALL_OLD' }));
  });

  it('to rename an account, which he may read, is answered the account as it is now', () => {
    const { allows, key: Key } = holding((stack, fn) => new Ledger(stack, 'T').grantRename(fn));
    const change = {
      Key,
      UpdateExpression: 'SET #n = :v',
      ExpressionAttributeNames: { '#n': 'name' },
      ExpressionAttributeValues: { ':v': { S: 'n' } },
    };
    assert.ok(allows('UpdateItem', { ...change, ReturnValues: 'ALL_NEW' }));
    assert.ok(!allows('UpdateItem', { ...change, ReturnValues: 'ALL_OLD' }));
  });
});
