import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as cdk from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  grantUserPool,
  HandlerFunction,
  MessageSender,
  OneTimeCodes,
  PayeeTable,
  type UserPoolUse,
} from '../../lib/constructs/index.ts';
import { handlerCode, only, synthesise } from './support/synthesise.ts';

/** What a grant lets a function do beside writing its log, and what it tells it; names without their hashes. */
function granted(grant: (stack: cdk.Stack, grantee: lambda.Function) => void) {
  const template = synthesise((stack) => {
    const { function: grantee } = new HandlerFunction(stack, 'Handler', {
      code: handlerCode('endpoint', 'get-things'),
      ...{ description: 'Lists things', serviceName: 'shop', timeoutSeconds: 3 },
    });
    grant(stack, grantee);
  });
  const { PolicyDocument } = Object(only(template, 'AWS::IAM::ManagedPolicy'));
  const { Environment } = Object(only(template, 'AWS::Lambda::Function'));
  const [, , ...added] = PolicyDocument.Statement;
  return {
    rights: JSON.parse(JSON.stringify(added).replaceAll(/(Table|Pepper|Identity|Pool)[0-9A-F]{8}/g, '$1')),
    variables: Object.keys(Environment.Variables).filter((name) => !name.startsWith('POWERTOOLS_')),
  };
}

const allow = (Action: string | readonly string[], Resource: unknown) => ({ Action, Effect: 'Allow', Resource });
const writing = (...attributes: readonly string[]) => ({
  Condition: {
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': attributes },
    StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE'] },
  },
});
const touching = (...attributes: readonly string[]) => ({
  Condition: {
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': attributes },
    StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'] },
  },
});
const codes = { 'Fn::GetAtt': ['CodesTable', 'Arn'] };
const pepper = allow('secretsmanager:GetSecretValue', { Ref: 'CodesPepper' });

for (const { name, rights, variables, grant } of [
  {
    name: 'grantRequest',
    rights: [
      {
        ...writing(
          'id',
          'subject',
          'fingerprint',
          'codeHash',
          'pepperVersion',
          'attempts',
          'expiresAtSeconds',
          'expiresAt',
        ),
        ...allow('dynamodb:PutItem', codes),
      },
      { ...touching('id', 'sentAt', 'expiresAt'), ...allow('dynamodb:UpdateItem', codes) },
      {
        Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['SENDS#*'] } },
        ...allow('dynamodb:GetItem', codes),
      },
      pepper,
    ],
    variables: ['ONE_TIME_CODE_TABLE', 'ONE_TIME_CODE_PEPPER_SECRET'],
    grant: (it: OneTimeCodes, fn: lambda.Function) => it.grantRequest(fn),
  },
  {
    name: 'grantVerify',
    rights: [
      {
        ...touching(
          ...['id', 'subject', 'codeHash', 'pepperVersion', 'attempts'],
          ...['expiresAtSeconds', 'proofHash', 'proofExpiresAtSeconds'],
        ),
        ...allow('dynamodb:UpdateItem', codes),
      },
      pepper,
    ],
    variables: ['ONE_TIME_CODE_TABLE', 'ONE_TIME_CODE_PEPPER_SECRET'],
    grant: (it: OneTimeCodes, fn: lambda.Function) => it.grantVerify(fn),
  },
  {
    name: 'grantSpend',
    rights: [
      allow('dynamodb:GetItem', codes),
      {
        ...touching('id', 'fingerprint', 'proofHash', 'proofExpiresAtSeconds', 'spentAtSeconds'),
        ...allow('dynamodb:UpdateItem', codes),
      },
    ],
    variables: ['ONE_TIME_CODE_TABLE'],
    grant: (it: OneTimeCodes, fn: lambda.Function) => it.grantSpend(fn),
  },
]) {
  test(`${name} of the one-time passwords gives exactly its actions on exactly its attributes`, () => {
    const given = granted((stack, grantee) => grant(new OneTimeCodes(stack, 'Codes'), grantee));
    assert.deepEqual(given, { rights, variables });
  });
}

for (const { name, Action, grant } of [
  {
    name: 'grantAdd',
    Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
    grant: (it: PayeeTable, fn: lambda.Function) => it.grantAdd(fn),
  },
  { name: 'grantList', Action: 'dynamodb:Query', grant: (it: PayeeTable, fn: lambda.Function) => it.grantList(fn) },
  {
    name: 'grantRemove',
    Action: 'dynamodb:DeleteItem',
    grant: (it: PayeeTable, fn: lambda.Function) => it.grantRemove(fn),
  },
  {
    name: 'grantCheck',
    Action: ['dynamodb:ConditionCheckItem', 'dynamodb:GetItem'],
    grant: (it: PayeeTable, fn: lambda.Function) => it.grantCheck(fn),
  },
]) {
  test(`${name} of the payees gives exactly its actions on exactly the table`, () => {
    const given = granted((stack, grantee) => grant(new PayeeTable(stack, 'Payees'), grantee));
    const rights = [allow(Action, { 'Fn::GetAtt': ['PayeesTable', 'Arn'] })];
    assert.deepEqual(given, { rights, variables: ['PAYEE_TABLE'] });
  });
}

for (const [use, operations] of [
  ['readContact', ['AdminGetUser']],
  ['invite', ['AdminCreateUser', 'AdminAddUserToGroup']],
  ['list', ['ListUsers']],
  ['read', ['AdminGetUser', 'AdminListGroupsForUser']],
  ['disable', ['AdminDisableUser', 'AdminUserGlobalSignOut']],
  ['enable', ['AdminEnableUser']],
  ['signOut', ['AdminUserGlobalSignOut']],
  ['resetPassword', ['AdminGetUser', 'AdminSetUserPassword', 'AdminCreateUser', 'AdminUserGlobalSignOut']],
  ['setRoles', ['AdminListGroupsForUser', 'AdminAddUserToGroup', 'AdminRemoveUserFromGroup', 'AdminUserGlobalSignOut']],
] as const satisfies readonly (readonly [UserPoolUse, readonly string[]])[]) {
  test(`a function that may '${use}' users may do exactly that, with one pool`, () => {
    const { rights, variables } = granted((stack, grantee) =>
      grantUserPool(new cognito.UserPool(stack, 'Pool'), use, grantee),
    );
    const [right, ...others] = rights;
    assert.equal(others.length, 0);
    const expected = operations.map((operation) => `cognito-idp:${operation}`).sort();
    assert.deepEqual([right.Action].flat().sort(), expected);
    assert.deepEqual(right.Resource, { 'Fn::GetAtt': ['Pool', 'Arn'] });
    assert.deepEqual(variables, ['USER_POOL_ID']);
  });
}

test('mails leave from one address of one identity, and nobody who may send a text message may reach a topic', () => {
  const { rights, variables } = granted((stack, grantee) => {
    const sender = new MessageSender(stack, 'Messages', { mailDomain: 'bank.example.com' });
    sender.grantMail(grantee);
    sender.grantTextMessage(grantee);
  });
  const [mail, text, ...others] = rights;
  assert.equal(others.length, 0);
  assert.equal(mail.Action, 'ses:SendEmail');
  assert.match(JSON.stringify(mail.Resource), /:identity\/.*MessagesIdentity/);
  assert.deepEqual(mail.Condition, { StringEquals: { 'ses:FromAddress': 'no-reply@bank.example.com' } });
  assert.deepEqual(text, { Action: 'sns:Publish', Effect: 'Allow', NotResource: 'arn:*:sns:*:*:*' });
  assert.deepEqual(variables, ['MAIL_SENDER']);
});

test('a sender refuses what is no domain', () => {
  for (const mailDomain of ['', 'localhost', 'Bank.example.com', 'a@bank.example.com', 'bank.example.com\n']) {
    assert.throws(
      () => synthesise((stack) => void new MessageSender(stack, 'Messages', { mailDomain })),
      /mailDomain/,
      mailDomain,
    );
  }
});

test('open codes go by themselves, tables outlive a mistake, and the pepper is generated', () => {
  const template = synthesise((stack) => {
    new OneTimeCodes(stack, 'Codes');
    new PayeeTable(stack, 'Payees');
  });
  template.hasResourceProperties('AWS::DynamoDB::Table', {
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  });
  template.allResources('AWS::DynamoDB::Table', {
    DeletionPolicy: 'Retain',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
    },
  });
  template.hasResourceProperties('AWS::SecretsManager::Secret', { GenerateSecretString: { PasswordLength: 64 } });
});
