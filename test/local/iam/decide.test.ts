import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createIam, type IamService } from '../../../lib/local/iam/index.ts';
import type { Json, JsonObject } from '../../../lib/local/json.ts';

const environment = { partition: 'aws', region: 'eu-central-1', accountId: '123456789012' };
const table = 'arn:aws:dynamodb:eu-central-1:123456789012:table/Ledger';
const roleArn = 'arn:aws:iam::123456789012:role/teller';

const trust = (...statements: readonly JsonObject[]): Json => ({ Version: '2012-10-17', Statement: statements });
const lambdaTrust = trust({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { Service: 'lambda.amazonaws.com' },
});
const policyOf = (...statements: readonly Json[]): Json => ({ Version: '2012-10-17', Statement: statements });

const teller = (document: Json): IamService => {
  const iam = createIam(environment);
  iam.declareRole({
    name: 'teller',
    trustPolicy: lambdaTrust,
    inlinePolicies: [{ name: 'rights', document }],
    managedPolicyArns: [],
  });
  return iam;
};
const decide = (document: Json, action = 'dynamodb:GetItem', resource = table) =>
  teller(document).decide({ roleArn, action, resource });

describe('a policy', () => {
  it('fills the variables of a resource with what is known, and the default only where nothing is', () => {
    const Resource = `${table}/\${aws:PrincipalAccount, 'none'}`;
    const policy = policyOf({ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource });
    assert.equal(decide(policy, 'dynamodb:GetItem', `${table}/123456789012`), 'allowed');
    assert.equal(decide(policy, 'dynamodb:GetItem', `${table}/none`), 'unmentioned');
  });

  it('does not lose a Deny, or another resource, to a variable without a value', () => {
    const allow = { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' };
    const tagged = `${table}/\${aws:PrincipalTag/Team}`;
    const deny = (rest: JsonObject) => policyOf(allow, { Effect: 'Deny', Action: 'dynamodb:GetItem', ...rest });
    const foreign = { StringNotEquals: { 'aws:ResourceTag/Team': '${aws:PrincipalTag/Team}' } };
    assert.equal(decide(deny({ Resource: '*', Condition: foreign })), 'denied');
    assert.equal(decide(deny({ NotResource: tagged })), 'denied');
    assert.equal(decide(deny({ Resource: [tagged, table] })), 'denied');
    assert.equal(decide(deny({ Resource: tagged })), 'allowed');
    assert.equal(decide(policyOf({ ...allow, Resource: tagged }), 'dynamodb:GetItem', `${table}/`), 'unmentioned');
  });

  it('allows the action that it names on the resource that it names', () => {
    const policy = policyOf({ Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:Query'], Resource: table });
    assert.equal(decide(policy), 'allowed');
    assert.equal(decide(policy, 'dynamodb:getitem'), 'allowed');
    assert.equal(decide(policy, 'dynamodb:PutItem'), 'unmentioned');
    assert.equal(decide(policy, 'dynamodb:GetItem', `${table}/index/byOwner`), 'unmentioned');
    assert.equal(decide(policy, 'dynamodb:GetItem', table.toLowerCase()), 'unmentioned');
  });

  it('takes * and ? as wildcards in both', () => {
    const policy = policyOf({ Effect: 'Allow', Action: 'dynamodb:Get*', Resource: `${table}/index/by?wner` });
    assert.equal(decide(policy, 'dynamodb:GetItem', `${table}/index/byOwner`), 'allowed');
    assert.equal(decide(policy, 'dynamodb:GetItem', `${table}/index/bywner`), 'unmentioned');
    assert.equal(decide(policyOf({ Effect: 'Allow', Action: '*', Resource: '*' })), 'allowed');
  });

  it('denies whatever a Deny covers, wherever it stands', () => {
    const allow = { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' };
    const deny = { Effect: 'Deny', Action: 'dynamodb:GetItem', Resource: `${table}*` };
    assert.equal(decide(policyOf(allow, deny)), 'denied');
    assert.equal(decide(policyOf(deny, allow)), 'denied');
    assert.equal(decide(policyOf(allow, deny), 'dynamodb:PutItem'), 'allowed');
  });

  it('covers with NotAction and NotResource all but what they name', () => {
    const policy = policyOf({ Effect: 'Allow', NotAction: 'dynamodb:Delete*', NotResource: `${table}Archive` });
    assert.equal(decide(policy), 'allowed');
    assert.equal(decide(policy, 'dynamodb:DeleteItem'), 'unmentioned');
    assert.equal(decide(policy, 'dynamodb:GetItem', `${table}Archive`), 'unmentioned');
  });

  it('applies a statement only where its conditions hold', () => {
    const under = (Condition: Json) => decide(policyOf({ Effect: 'Allow', Action: '*', Resource: '*', Condition }));
    assert.equal(under({ StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } }), 'allowed');
    assert.equal(under({ StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }), 'unmentioned');
    assert.equal(under({ StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } }), 'unmentioned');
    assert.equal(under({ StringLike: { 'aws:requestedregion': 'eu-*' } }), 'allowed');
    assert.equal(under({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/tell*' } }), 'allowed');
    assert.equal(under({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam:*role/tell*' } }), 'unmentioned');
    assert.equal(under({ Bool: { 'aws:SecureTransport': true } }), 'allowed');
    assert.equal(under({ Bool: { 'aws:SecureTransport': 'false' } }), 'unmentioned');
    const oneOfTwo = { Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } };
    assert.equal(under(oneOfTwo), 'unmentioned');
  });

  for (const [what, statement, complaint] of [
    ['a condition operator', { Condition: { DateBefore: { 'aws:PrincipalArn': 'x' } } }, /operator DateBefore/],
    ['a condition key', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'x' } } }, /key aws:PrincipalOrgID/],
    ['a policy variable', { Resource: 'arn:aws:s3:::home/${aws:userid}' }, /policy variable \${aws:userid}/],
    ['an element', { Principal: '*' }, /Principal/],
    ['an effect', { Effect: 'allow' }, /Effect/],
    ['an action', { Action: 'GetItem' }, /not an action/],
    ['a resource', { Resource: 'Ledger' }, /a resource of IAM is an ARN or \*/],
  ] as const) {
    it(`is refused, by name, for ${what} that is not evaluated`, () => {
      const document = policyOf({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...statement });
      assert.throws(() => teller(document), complaint);
      assert.throws(() => teller(document), /Policy teller\/rights cannot be evaluated/);
    });
  }

  it('is refused with neither or both of Action and NotAction, and in another version', () => {
    assert.throws(() => teller(policyOf({ Effect: 'Allow', Resource: '*' })), /needs Action or NotAction/);
    const both = { Effect: 'Allow', Action: '*', NotAction: 's3:*', Resource: '*' };
    assert.throws(() => teller(policyOf(both)), /needs Action or NotAction/);
    assert.throws(() => teller({ Version: '2009-10-17', Statement: [] }), /Version/);
  });
});

describe('a role', () => {
  it('has no two inline policies of one name: on AWS the second would replace the first', () => {
    const document = policyOf({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
    const iam = teller(document);
    iam.declareInlinePolicy({ name: 'more', document, roleNames: ['teller'] });
    const again = () => iam.declareInlinePolicy({ name: 'more', document, roleNames: ['teller'] });
    assert.throws(again, /teller has two inline policies named more/);
  });

  it('has the rights of its managed policies, named by either side', () => {
    const iam = createIam(environment);
    const document = (action: string) => policyOf({ Effect: 'Allow', Action: action, Resource: '*' });
    const first = iam.declareManagedPolicy({ name: 'first', document: document('s3:GetObject'), roleNames: [] });
    iam.declareRole({ name: 'teller', trustPolicy: lambdaTrust, inlinePolicies: [], managedPolicyArns: [first] });
    iam.declareManagedPolicy({ name: 'second', document: document('s3:PutObject'), roleNames: ['teller'] });
    iam.declareInlinePolicy({ name: 'third', document: document('s3:ListBucket'), roleNames: ['teller'] });
    const may = (action: string) => iam.isAllowed({ roleArn, action, resource: '*' });
    assert.deepEqual(['s3:GetObject', 's3:PutObject', 's3:ListBucket', 's3:DeleteObject'].map(may), [
      true,
      true,
      true,
      false,
    ]);
  });

  it('is denied what one of its policies denies, whatever the others allow', () => {
    const iam = createIam(environment);
    const everything = { Action: '*', Resource: '*' };
    iam.declareRole({ name: 'teller', trustPolicy: lambdaTrust, inlinePolicies: [], managedPolicyArns: [] });
    for (const [name, Effect] of [
      ['first', 'Allow'],
      ['second', 'Deny'],
      ['third', 'Allow'],
    ] as const) {
      iam.declareInlinePolicy({ name, document: policyOf({ Effect, ...everything }), roleNames: ['teller'] });
    }
    assert.equal(iam.decide({ roleArn, action: 's3:GetObject', resource: '*' }), 'denied');
  });

  it("may have AWS's own policies that are known, and no other", () => {
    const iam = createIam(environment);
    const declare = (name: string, managedPolicyArn: string) =>
      iam.declareRole({ name, trustPolicy: lambdaTrust, inlinePolicies: [], managedPolicyArns: [managedPolicyArn] });
    const aws = 'arn:aws:iam::aws:policy';
    for (const name of ['VPCAccessExecutionRole', 'DynamoDBExecutionRole', 'SQSQueueExecutionRole', 'Role']) {
      declare(name, `${aws}/service-role/AWSLambda${name}`);
    }
    for (const name of ['AWSXRayDaemonWriteAccess', 'AmazonSSMReadOnlyAccess']) declare(name, `${aws}/${name}`);
    const ssm = { roleArn: 'arn:aws:iam::123456789012:role/AmazonSSMReadOnlyAccess', resource: '*' };
    assert.equal(iam.isAllowed({ ...ssm, action: 'ssm:GetParameter' }), true);
    assert.equal(iam.isAllowed({ ...ssm, action: 'ssm:PutParameter' }), false);
    declare('teller', 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole');
    assert.equal(iam.isAllowed({ roleArn, action: 'logs:PutLogEvents', resource: '*' }), true);
    assert.throws(
      () => declare('admin', 'arn:aws:iam::aws:policy/AdministratorAccess'),
      /AdministratorAccess is neither/,
    );
  });

  it('is assumed by the services that it trusts, and no other', () => {
    const iam = teller(policyOf({ Effect: 'Allow', Action: '*', Resource: '*' }));
    assert.equal(iam.mayBeAssumedBy(roleArn, 'lambda.amazonaws.com'), true);
    assert.equal(iam.mayBeAssumedBy(roleArn, 'apigateway.amazonaws.com'), false);
    assert.equal(iam.mayBeAssumedBy(`${roleArn}s`, 'lambda.amazonaws.com'), false);
  });

  it('trusts nobody whom it also denies, and only under its conditions', () => {
    const service = { Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const declare = (...statements: readonly JsonObject[]): boolean => {
      const iam = createIam(environment);
      iam.declareRole({ name: 'teller', trustPolicy: trust(...statements), inlinePolicies: [], managedPolicyArns: [] });
      return iam.mayBeAssumedBy(roleArn, 'lambda.amazonaws.com');
    };
    assert.equal(declare({ ...service, Effect: 'Allow' }), true);
    assert.equal(declare({ ...service, Effect: 'Allow' }, { ...service, Effect: 'Deny' }), false);
    const under = (Condition: Json) => declare({ ...service, Effect: 'Allow', Condition });
    assert.equal(under({ StringEquals: { 'aws:SourceAccount': '123456789012' } }), true);
    assert.equal(under({ StringEquals: { 'aws:SourceAccount': '210987654321' } }), false);
    assert.equal(under({ StringEquals: { 'sts:ExternalId': 'x' } }), false);
  });

  it('is allowed nothing when it is unknown, and declared only once', () => {
    const iam = teller(policyOf({ Effect: 'Allow', Action: '*', Resource: '*' }));
    const stranger = { roleArn: 'arn:aws:iam::123456789012:role/stranger', action: 's3:GetObject', resource: '*' };
    assert.equal(iam.decide(stranger), 'unmentioned');
    const again = { name: 'teller', trustPolicy: lambdaTrust, inlinePolicies: [], managedPolicyArns: [] };
    assert.throws(() => iam.declareRole(again), /two roles named teller/);
  });
});
