import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createIam } from '../../../lib/local/iam/index.ts';
import type { Json, JsonObject } from '../../../lib/local/json.ts';
import { ask, environment, policyOf, tellerIn } from './fixture.ts';

const allow: JsonObject = { Effect: 'Allow', Action: '*', Resource: '*' };

/** A policy of exactly so many characters. */
const ofLength = (length: number): Json => {
  const withResource = (Resource: string) => policyOf({ Effect: 'Allow', Action: 's3:*', Resource });
  return withResource(`arn:${'x'.repeat(length - JSON.stringify(withResource('arn:')).length)}`);
};

describe('the length of a resource', () => {
  it('is that of an ARN; a longer one is allowed to nobody, and at once', { timeout: 10_000 }, () => {
    const iam = tellerIn({ identity: policyOf(allow) });
    iam.tagResource('arn:aws:sqs:eu-central-1:123456789012:payments', { team: 'core' });
    assert.equal(ask(iam, { resource: `arn:${'/'.repeat(2_044)}` }).decision, 'allowed');
    assert.equal(ask(iam, { resource: `arn:${'/'.repeat(16_000_000)}` }).decision, 'unmentioned');
  });
});

describe('the length of policies', () => {
  it('is limited for the inline policies of a role together', () => {
    const iam = tellerIn({ identity: ofLength(5_000) });
    iam.declareInlinePolicy({ name: 'more', document: ofLength(5_240), roleNames: ['teller'] });
    const another = () => iam.declareInlinePolicy({ name: 'another', document: ofLength(100), roleNames: ['teller'] });
    assert.throws(another, /10240 characters, not 10340/);
  });

  it('is limited for a managed policy and a trust policy', () => {
    const iam = createIam(environment);
    iam.declareManagedPolicy({ name: 'most', document: ofLength(6_144), roleNames: [] });
    const tooLong = () => iam.declareManagedPolicy({ name: 'more', document: ofLength(6_145), roleNames: [] });
    assert.throws(tooLong, /managed policy of more may have 6144/);
    const declare = (sid: string) =>
      iam.declareRole({
        name: 'teller',
        trustPolicy: policyOf({ Sid: sid, Effect: 'Allow', Action: 'sts:AssumeRole', Principal: '*' }, ...trusts),
        inlinePolicies: [],
        managedPolicyArns: [],
      });
    const trusts = Array.from({ length: 40 }, () => ({ Effect: 'Allow', Action: 'sts:*', Principal: { AWS: '*' } }));
    assert.throws(() => declare('x'), /trust policy of teller may have 2048/);
  });

  it('counts the managed policies of a role', () => {
    const iam = tellerIn({});
    const add = (i: number) =>
      iam.declareManagedPolicy({ name: `p${i}`, document: policyOf(allow), roleNames: ['teller'] });
    for (let i = 0; i < 10; i++) add(i);
    assert.throws(() => add(10), /10 managed policies, not 11/);
  });
});

describe('a statement id', () => {
  it('is there once in a policy', () => {
    assert.throws(() => tellerIn({ identity: policyOf({ Sid: 'A', ...allow }, { Sid: 'A', ...allow }) }), /same Sid/);
    assert.throws(() => tellerIn({ identity: policyOf({ Sid: 'not one', ...allow }) }), /letters and digits/);
    assert.equal(
      ask(tellerIn({ identity: policyOf({ Sid: 'A', ...allow }, { Sid: 'B', ...allow }) })).decision,
      'allowed',
    );
  });
});

describe('the older version of the policy language', () => {
  it('knows no variables, and is what a policy has that names none', () => {
    for (const Version of ['2008-10-17', undefined]) {
      const statement = { ...allow, Resource: 'arn:aws:s3:::${aws:PrincipalArn}' };
      const iam = tellerIn({ identity: { ...(Version && { Version }), Statement: [statement] } });
      assert.equal(ask(iam, { resource: 'arn:aws:s3:::${aws:PrincipalArn}' }).decision, 'allowed');
      assert.equal(
        ask(iam, { resource: 'arn:aws:s3:::arn:aws:iam::123456789012:role/teller' }).decision,
        'unmentioned',
      );
    }
  });
});

describe('a trust policy', () => {
  it('takes the conditions that protect from confused deputies', () => {
    const iam = createIam(environment);
    const source = 'arn:aws:scheduler:eu-central-1:123456789012:schedule-group/default';
    const roleArn = iam.declareRole({
      name: 'scheduler',
      trustPolicy: policyOf({
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'scheduler.amazonaws.com' },
        Condition: { ArnEquals: { 'aws:SourceArn': source }, StringEquals: { 'aws:SourceAccount': '123456789012' } },
      }),
      inlinePolicies: [],
      managedPolicyArns: [],
    });
    assert.equal(iam.mayBeAssumedBy(roleArn, 'scheduler.amazonaws.com', { sourceArn: source }), true);
    assert.equal(iam.mayBeAssumedBy(roleArn, 'scheduler.amazonaws.com', { sourceArn: `${source}2` }), false);
    assert.equal(iam.mayBeAssumedBy(roleArn, 'scheduler.amazonaws.com'), false);
    assert.equal(iam.mayBeAssumedBy(roleArn, 'lambda.amazonaws.com', { sourceArn: source }), false);
  });

  it('is refused with a Resource', () => {
    const iam = createIam(environment);
    const trustPolicy = policyOf({ ...allow, Principal: '*' });
    const declare = () => iam.declareRole({ name: 'teller', trustPolicy, inlinePolicies: [], managedPolicyArns: [] });
    assert.throws(declare, /Resource/);
  });
});
