import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createIam } from '../../../lib/local/iam/index.ts';
import type { Json, JsonObject } from '../../../lib/local/json.ts';
import { ask, environment, policyOf, roleArn, type Teller, table, tellerIn } from './fixture.ts';

const reads = { Action: 'dynamodb:GetItem', Resource: '*' };
const allowing = policyOf({ Effect: 'Allow', ...reads });
const denying = policyOf({ Effect: 'Deny', ...reads });
const session = 'arn:aws:sts::123456789012:assumed-role/teller/transfers';
const root = 'arn:aws:iam::123456789012:root';

const named = (principal: Json, effect = 'Allow', more: JsonObject = {}): Json =>
  policyOf({ Effect: effect, Principal: principal, ...reads, ...more });

/** What the role is told of a table or key with this policy. */
const decide = (document: Json, authority: 'shared' | 'sole', teller: Teller = {}) => {
  const iam = tellerIn(teller);
  iam.declareResourcePolicy({ resourceArn: table, document, authority });
  return ask(iam);
};
const outcome = (...args: Parameters<typeof decide>) => {
  const verdict = decide(...args);
  return verdict.decision === 'allowed' ? 'allowed' : `${verdict.decision} in ${verdict.in}`;
};

describe('the policy of a table, secret, topic, queue or function', () => {
  it('allows by itself whom it names', () => {
    for (const principal of [{ AWS: roleArn }, { AWS: [root, roleArn] }, { AWS: session }, '*', { AWS: '*' }]) {
      assert.equal(outcome(named(principal), 'shared'), 'allowed', JSON.stringify(principal));
    }
  });

  it('allows nobody else, and leaves the account to its identity policies', () => {
    for (const principal of [
      { AWS: `${roleArn}s` },
      { AWS: '210987654321' },
      { Service: 'lambda.amazonaws.com' },
      { Federated: 'cognito-identity.amazonaws.com' },
      { AWS: root },
      { AWS: '123456789012' },
    ]) {
      assert.equal(outcome(named(principal), 'shared'), 'unmentioned in identity-based policy');
      assert.equal(outcome(named(principal), 'shared', { identity: allowing }), 'allowed');
    }
  });

  it('denies whatever identity policies allow, the account as a whole too', () => {
    for (const principal of [{ AWS: roleArn }, { AWS: root }, '*']) {
      const denied = outcome(named(principal, 'Deny'), 'shared', { identity: allowing });
      assert.equal(denied, 'denied in resource-based policy');
    }
    assert.equal(outcome(named('*'), 'shared', { identity: denying }), 'denied in identity-based policy');
  });

  it('speaks of its actions, resources and conditions alone', () => {
    const decided = (more: JsonObject) => outcome(named({ AWS: roleArn }, 'Allow', more), 'shared');
    assert.equal(decided({}), 'allowed');
    assert.equal(decided({ Action: 'dynamodb:PutItem' }), 'unmentioned in identity-based policy');
    assert.equal(decided({ Resource: `${table}2` }), 'unmentioned in identity-based policy');
    const elsewhere = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } };
    assert.equal(decided({ Condition: elsewhere }), 'unmentioned in identity-based policy');
  });

  it('is that of what is below the resource too, and of no other', () => {
    const iam = tellerIn({});
    iam.declareResourcePolicy({ resourceArn: table, document: named({ AWS: roleArn }), authority: 'shared' });
    assert.equal(ask(iam, { resource: `${table}/index/byOwner` }).decision, 'allowed');
    assert.equal(ask(iam, { resource: `${table}2` }).decision, 'unmentioned');
    iam.removeResourcePolicy(table);
    assert.equal(ask(iam).decision, 'unmentioned');
  });
});

describe('the policy of a key', () => {
  it('must allow, or leave it to identity policies by naming the account', () => {
    assert.equal(outcome(named({ AWS: roleArn }), 'sole'), 'allowed');
    assert.equal(outcome(named({ AWS: root }), 'sole', { identity: allowing }), 'allowed');
    assert.equal(outcome(named({ AWS: root }), 'sole'), 'unmentioned in identity-based policy');
    const other = named({ AWS: `${roleArn}s` });
    assert.equal(outcome(other, 'sole', { identity: allowing }), 'unmentioned in resource-based policy');
    assert.equal(outcome(named({ AWS: roleArn }), 'sole', { identity: denying }), 'denied in identity-based policy');
  });
});

describe('a permissions boundary', () => {
  it('allows nothing by itself, and limits what identity policies allow', () => {
    const iam = (boundary: Json, identity?: Json) => ask(tellerIn({ boundary, ...(identity && { identity }) }));
    assert.equal(iam(allowing).decision, 'unmentioned');
    assert.equal(iam(allowing, allowing).decision, 'allowed');
    const silent = policyOf({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
    assert.deepEqual(iam(silent, allowing), { decision: 'unmentioned', in: 'permissions boundary' });
    const denied = iam(
      policyOf({ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', ...reads }),
      allowing,
    );
    assert.equal(denied.decision === 'denied' && denied.in, 'permissions boundary');
  });

  it('limits what the policy of a resource gives to a role, not what it gives to a session', () => {
    const boundary = policyOf({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
    assert.equal(outcome(named({ AWS: roleArn }), 'shared', { boundary }), 'unmentioned in permissions boundary');
    assert.equal(outcome(named({ AWS: session }), 'shared', { boundary }), 'allowed');
  });

  it('is a managed policy that is known', () => {
    const declare = () =>
      createIam(environment).declareRole({
        name: 'teller',
        trustPolicy: policyOf({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'a.amazonaws.com' } }),
        inlinePolicies: [],
        managedPolicyArns: [],
        permissionsBoundaryArn: 'arn:aws:iam::aws:policy/PowerUserAccess',
      });
    assert.throws(declare, /PowerUserAccess is neither/);
  });
});

describe('a service in its own name', () => {
  const queue = 'arn:aws:sqs:eu-central-1:123456789012:jobs';
  const topic = 'arn:aws:sns:eu-central-1:123456789012:payments';
  const send = { Action: 'sqs:SendMessage', Resource: queue };
  const may = (statement: JsonObject, sourceArn = topic, principal = 'sns.amazonaws.com') => {
    const iam = createIam(environment);
    const document = policyOf({ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, ...send, ...statement });
    iam.declareResourcePolicy({ resourceArn: queue, document, authority: 'shared' });
    return iam.decideForService({ principal, action: 'sqs:SendMessage', resource: queue, sourceArn });
  };
  const from = { Condition: { ArnEquals: { 'aws:SourceArn': topic } } };

  it('is let in by the policy of the resource, for the source that it names', () => {
    assert.equal(may({}), 'allowed');
    assert.equal(may(from), 'allowed');
    assert.equal(may({ Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } } }), 'allowed');
    assert.equal(may(from, `${topic}2`), 'unmentioned');
    assert.equal(may({ Condition: { StringEquals: { 'aws:SourceAccount': '210987654321' } } }), 'unmentioned');
    assert.equal(may({}, topic, 'events.amazonaws.com'), 'unmentioned');
    assert.equal(may({ Effect: 'Deny' }), 'denied');
    assert.equal(may({ Principal: '*', ...from }), 'allowed');
    assert.equal(may({ Principal: { AWS: root } }), 'unmentioned');
  });

  it('is let in nowhere without a policy', () => {
    const iam = createIam(environment);
    const request = { principal: 'sns.amazonaws.com', action: 'sqs:SendMessage', resource: queue };
    assert.equal(iam.decideForService(request), 'unmentioned');
  });
});

describe('the policy of a resource', () => {
  it('is refused, by name, for what is not evaluated', () => {
    const declare = (statement: JsonObject) =>
      createIam(environment).declareResourcePolicy({
        resourceArn: table,
        document: policyOf({ Effect: 'Allow', ...reads, ...statement }),
        authority: 'shared',
      });
    for (const [statement, complaint] of [
      [{ NotPrincipal: { AWS: roleArn } }, /NotPrincipal/],
      [{}, /Principal/],
      [{ Principal: { AWS: 'arn:aws:iam::123456789012:role/*' } }, /not a principal/],
      [{ Principal: { AWS: 'teller' } }, /not a principal/],
      [{ Principal: { Service: 'lambda' } }, /not a service/],
      [{ Principal: { Everyone: '*' } }, /Everyone|Principal/],
      [{ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }, /aws:PrincipalOrgID/],
    ] as const) {
      assert.throws(() => declare(statement), complaint);
    }
  });
});
