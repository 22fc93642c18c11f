import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { under } from './fixture.ts';

const key = 'secretsmanager:versionstage';
const arn = 'arn:aws:sns:eu-central-1:123456789012:payments';

/** Operator, value of the policy, value of the request that holds, one that does not. */
const rows: readonly (readonly [string, string | readonly string[], string, string])[] = [
  ['StringEquals', ['A', 'B'], 'B', 'b'],
  ['StringEquals', 'A*', 'A*', 'AB'],
  ['StringNotEquals', ['A', 'B'], 'C', 'B'],
  ['StringEqualsIgnoreCase', 'AbC', 'aBc', 'abd'],
  ['StringNotEqualsIgnoreCase', 'AbC', 'abd', 'aBc'],
  ['StringLike', 'AWS*T?', 'AWS-TX', 'AWSTX9'],
  ['StringNotLike', 'AWS*', 'CUSTOM', 'AWSCURRENT'],
  ['NumericEquals', '5', '5.0', '6'],
  ['NumericNotEquals', '5', '6', '5.00'],
  ['NumericLessThan', '10', '9.5', '10'],
  ['NumericLessThanEquals', '10', '10', '10.1'],
  ['NumericGreaterThan', '-1', '0', '-1'],
  ['NumericGreaterThanEquals', '1e3', '1000', '999'],
  ['NumericEquals', '5', '5', 'five'],
  ['DateEquals', '2026-11-22T12:00:00Z', '2026-11-22T13:00:00+01:00', '2026-11-22T12:00:01Z'],
  ['DateNotEquals', '2026-11-22T12:00:00Z', '2026-11-22T12:00:01Z', '1795348800'],
  ['DateLessThan', '2026-11-22', '2026-11-21T23:59:59Z', '2026-11-22T00:00:00Z'],
  ['DateLessThanEquals', '1795348800', '2026-11-22T12:00:00Z', '2026-11-22T12:00:00.001Z'],
  ['DateGreaterThan', '2026', '2026-01-01T00:00:01Z', '2025-12-31T23:59:59Z'],
  ['DateGreaterThanEquals', '2026-11', '2026-11-01T00:00:00Z', '2026-10-31T23:59:59Z'],
  ['Bool', 'true', 'TRUE', 'false'],
  ['BinaryEquals', 'QUJD', 'QUJD', 'QUJE'],
  ['IpAddress', ['203.0.113.0/24', '2001:db8::/32'], '203.0.113.7', '203.0.114.7'],
  ['IpAddress', '2001:db8::/32', '2001:db8::1', '2001:db9::1'],
  ['IpAddress', '203.0.113.7', '203.0.113.7', '203.0.113.8'],
  ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', '203.0.113.1'],
  ['ArnEquals', 'arn:aws:sns:*:123456789012:pay*', arn, `${arn.replace('sns', 'sqs')}`],
  ['ArnLike', 'arn:*:sns:eu-*:*:payment?', arn, 'arn:aws:sns:us-east-1:1:payments'],
  ['ArnNotEquals', arn, `${arn}2`, arn],
  ['ArnNotLike', 'arn:aws:sns:*:*:*', 'arn:aws:sqs:eu-central-1:123456789012:q', arn],
];

describe('a condition operator', () => {
  for (const [operator, expected, holding, failing] of rows) {
    const condition = { [operator]: { [key]: expected } };
    it(`${operator} ${expected} holds for ${holding}`, () => assert.ok(under(condition, { [key]: [holding] })));
    it(`${operator} ${expected} fails for ${failing}`, () => assert.ok(!under(condition, { [key]: [failing] })));
  }

  it('fails for a key that is absent, unless it is negated', () => {
    for (const [operator, expected] of rows) {
      assert.equal(under({ [operator]: { [key]: expected } }), operator.includes('Not'), operator);
    }
  });

  it('with IfExists holds for a key that is absent, and compares one that is there', () => {
    for (const [operator, expected, , failing] of rows) {
      const condition = { [`${operator}IfExists`]: { [key]: expected } };
      assert.ok(under(condition), operator);
      assert.ok(!under(condition, { [key]: [failing] }), operator);
    }
  });

  it('Null tells keys that are absent, or empty, from those that are there', () => {
    for (const [wanted, context, holds] of [
      ['true', {}, true],
      ['true', { [key]: [] }, true],
      ['true', { [key]: ['x'] }, false],
      ['false', {}, false],
      ['false', { [key]: ['x'] }, true],
      [false, { [key]: ['x'] }, true],
    ] as const) {
      assert.equal(under({ Null: { [key]: wanted } }, context), holds, `${wanted} ${JSON.stringify(context)}`);
    }
  });

  const leading = 'dynamodb:leadingkeys';
  it('ForAllValues holds when every value compares, and when there is none', () => {
    const condition = { 'ForAllValues:StringEquals': { [leading]: ['a', 'b'] } };
    assert.ok(under(condition, { [leading]: ['a'] }));
    assert.ok(under(condition, { [leading]: ['b', 'a'] }));
    assert.ok(!under(condition, { [leading]: ['a', 'c'] }));
    assert.ok(under(condition));
    const negated = { 'ForAllValues:StringNotEquals': { [leading]: ['a', 'b'] } };
    assert.ok(under(negated, { [leading]: ['c', 'd'] }));
    assert.ok(!under(negated, { [leading]: ['c', 'a'] }));
  });

  it('ForAnyValue holds when one value compares, and never when there is none', () => {
    const condition = { 'ForAnyValue:StringEquals': { [leading]: ['a', 'b'] } };
    assert.ok(under(condition, { [leading]: ['c', 'a'] }));
    assert.ok(!under(condition, { [leading]: ['c'] }));
    assert.ok(!under(condition));
    assert.ok(!under({ 'ForAnyValue:StringEqualsIfExists': { [leading]: ['a'] } }));
    const negated = { 'ForAnyValue:StringNotEquals': { [leading]: ['a', 'b'] } };
    assert.ok(under(negated, { [leading]: ['a', 'c'] }));
    assert.ok(!under(negated, { [leading]: ['a', 'b'] }));
    assert.ok(!under(negated));
  });

  it('is refused at the start with a value that it cannot take, or without the quantifier that its key needs', () => {
    for (const condition of [
      { NumericLessThan: { [key]: 'many' } },
      { DateLessThan: { [key]: '2026-13-01' } },
      { DateLessThan: { [key]: 'tomorrow' } },
      { Bool: { [key]: 'yes' } },
      { BinaryEquals: { [key]: 'a' } },
      { IpAddress: { [key]: '203.0.113.0/33' } },
      { IpAddress: { [key]: '203.0.113/24' } },
      { Null: { [key]: 'maybe' } },
      { Null: { [key]: ['true', 'false'] } },
      { NullIfExists: { [key]: 'true' } },
      { 'ForAnyValue:Null': { [key]: 'true' } },
      { 'ForSomeValues:StringEquals': { [key]: 'x' } },
      { stringequals: { [key]: 'x' } },
      { constructor: { [key]: 'x' } },
      { StringEquals: { 'dynamodb:LeadingKeys': 'x' } },
      { StringEquals: { 'aws:PrincipalTag/': 'x' } },
      { StringEquals: { 'aws:userid': 'x' } },
    ]) {
      assert.throws(() => under(condition), /Policy teller\/rights cannot be evaluated/, JSON.stringify(condition));
    }
  });
});

describe('a condition key', () => {
  it('is known of every call of a function', () => {
    for (const condition of [
      { StringEquals: { 'aws:PrincipalAccount': '123456789012', 'aws:ResourceAccount': '123456789012' } },
      { StringEquals: { 'AWS:principalTYPE': 'AssumedRole' } },
      { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/teller' } },
      { ArnEquals: { 'lambda:SourceFunctionArn': 'arn:aws:lambda:*:*:function:transfers' } },
      {
        DateGreaterThan: { 'aws:CurrentTime': '2026-11-22T11:59:59Z' },
        DateLessThan: { 'aws:EpochTime': '1795348801' },
      },
      { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } },
      { Bool: { 'aws:ViaAWSService': 'false', 'aws:PrincipalIsAWSService': 'false', 'aws:SecureTransport': 'true' } },
      { StringEquals: { 'aws:PrincipalTag/Team': 'payments' } },
      { Null: { 'aws:SourceVpc': 'true', 'aws:CalledVia': 'true', 'aws:username': 'true', 'aws:SourceArn': 'true' } },
    ]) {
      assert.ok(under(condition, {}, { team: 'payments' }), JSON.stringify(condition));
    }
  });

  it('is what the service says of the request', () => {
    const condition = { StringEquals: { 'kms:EncryptionContext:Purpose': 'ledger' } };
    assert.ok(under(condition, { 'kms:encryptioncontext:purpose': ['ledger'] }));
    assert.ok(!under(condition, { 'kms:encryptioncontext:purpose': ['mail'] }));
  });
});

describe('a policy variable', () => {
  const own = { StringLike: { [key]: 'team-${aws:PrincipalTag/Team}-*' } };
  it('stands for what is known of the request, and is no wildcard itself', () => {
    assert.ok(under(own, { [key]: ['team-payments-1'] }, { Team: 'payments' }));
    assert.ok(!under(own, { [key]: ['team-cards-1'] }, { Team: 'payments' }));
    assert.ok(!under(own, { [key]: ['team-payments-1'] }, { Team: '*' }));
    assert.ok(under(own, { [key]: ['team-*-1'] }, { Team: '*' }));
  });

  it('has a default, or is equal to nothing, so that what is negated holds', () => {
    const condition = (variable: string) => ({ StringEquals: { [key]: variable } });
    assert.ok(under(condition("${aws:PrincipalTag/Team, 'none'}"), { [key]: ['none'] }));
    assert.ok(!under(condition('${aws:PrincipalTag/Team}'), { [key]: [''] }));
    assert.ok(under({ StringNotEquals: { [key]: '${aws:PrincipalTag/Team}' } }, { [key]: ['x'] }));
    assert.ok(under({ StringEquals: { [key]: ['${aws:PrincipalTag/Team}', 'x'] } }, { [key]: ['x'] }));
  });

  it('writes the characters that have a meaning', () => {
    const like = (pattern: string, value: string) => under({ StringLike: { [key]: pattern } }, { [key]: [value] });
    assert.ok(like('a${*}b', 'a*b'));
    assert.ok(!like('a${*}b', 'axb'));
    assert.ok(like('${?}${$}{x}', '?${x}'));
    assert.ok(!like('${?}', 'x'));
  });

  it('is refused when it does not end, is not known, or stands where AWS takes none', () => {
    for (const condition of [
      { StringEquals: { [key]: 'a${aws:PrincipalTag/Team' } },
      { StringEquals: { [key]: '${aws:userid}' } },
      { StringEquals: { [key]: '${}' } },
      { NumericEquals: { [key]: '${aws:EpochTime}' } },
    ]) {
      assert.throws(() => under(condition), /cannot be evaluated/, JSON.stringify(condition));
    }
  });
});
