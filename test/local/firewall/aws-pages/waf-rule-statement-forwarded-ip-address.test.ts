import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { not, rule } from '../firewall-under-test.ts';
import { deciding, header } from './deciding.ts';

const addressBook = [
  { range: '10.1.1.0/24', country: 'US', asn: 64_500 },
  { range: '127.0.0.0/8', country: 'CA', asn: 64_501 },
];
const via = (value: string) => header('X-Forwarded-For', value);
const chain = via('10.1.1.1, 127.0.0.0, 10.10.10.10');
const config = (FallbackBehavior = 'MATCH') => ({ HeaderName: 'x-forwarded-for', FallbackBehavior });
const fromUs = (fallback?: string) => ({
  GeoMatchStatement: { CountryCodes: ['US'], ForwardedIPConfig: config(fallback) },
});
const ofSystem = (asn: number) => ({ AsnMatchStatement: { AsnList: [asn], ForwardedIPConfig: config() } });
const inSet = (Position: string, fallback?: string) => ({
  IPSetReferenceStatement: { Arn: 'arn:ips', IPSetForwardedIPConfig: { ...config(fallback), Position } },
});
const blocked = (statement: object, parts: object, addresses: readonly string[] = ['127.0.0.0/8']) =>
  deciding([rule(statement)], { addressBook, ipSets: { 'arn:ips': addresses } }).isBlocked(parts);

const truths: readonly (readonly [name: string, statement: object, parts: object, isMatch: boolean])[] = [
  ['a country takes the first address', fromUs(), chain, true],
  ['a country takes no other address', fromUs(), via('127.0.0.0, 10.1.1.1'), false],
  ['a system takes the first address', ofSystem(64_500), chain, true],
  ['a system takes no other address', ofSystem(64_501), chain, false],
  ['a set can be asked for the first', inSet('FIRST'), chain, false],
  ['a set can be asked for the last', inSet('LAST'), chain, false],
  ['a set can be asked for any', inSet('ANY'), chain, true],
  ['the header is found in any case', fromUs(), header('X-FORWARDED-FOR', '10.1.1.1'), true],
  ['a separator that is no comma is malformed: fallback MATCH', fromUs(), via('127.0.0.1; 127.0.0.2'), true],
  ['a separator that is no comma is malformed: fallback NO_MATCH', fromUs('NO_MATCH'), via('10.1.1.1; 1.1.1.1'), false],
  ['what is no address falls back, for a set', inSet('FIRST', 'MATCH'), via('unknown'), true],
  ['what is no address falls back the other way, for a set', inSet('FIRST', 'NO_MATCH'), via('unknown'), false],
  ['a missing header is no match, whatever the fallback', fromUs('MATCH'), { clientIp: '10.1.1.1' }, false],
  ['NOT makes a match of a missing header', not(fromUs('MATCH')), { clientIp: '10.1.1.1' }, true],
  ['NOT makes a match of a missing header, for a set', not(inSet('ANY')), {}, true],
  [
    'the address of the connection is not asked instead',
    fromUs(),
    { ...via('127.0.0.1'), clientIp: '10.1.1.1' },
    false,
  ],
];

describe('waf-rule-statement-forwarded-ip-address', () => {
  for (const [name, statement, parts, isMatch] of truths) {
    it(name, () => assert.equal(blocked(statement, parts), isMatch));
  }

  it('of more than ten addresses, any means the last ten', () => {
    const ten = Array.from({ length: 10 }, (_, n) => `10.0.0.${n}`).join(', ');
    assert.ok(!blocked(inSet('ANY'), via(`127.0.0.1, ${ten}`)));
    assert.ok(blocked(inSet('ANY'), via(`10.9.9.9, 127.0.0.1, ${ten.slice('10.0.0.0, '.length)}`)));
  });

  it('a rate by forwarded address, of those from the United States or malformed only', () => {
    const rate = { Limit: 100, AggregateKeyType: 'FORWARDED_IP', ForwardedIPConfig: config() };
    const limited = () =>
      deciding([rule({ RateBasedStatement: { ...rate, ScopeDownStatement: fromUs() } }, { Name: 'XFFTestRateGeo' })], {
        addressBook,
      });
    assert.equal(limited().passing(120, chain), 100);
    assert.equal(limited().passing(120, via('127.0.0.1')), 120, 'from Canada');
    assert.equal(limited().passing(120, via('malformed')), 100);
    assert.equal(limited().passing(120), 120, 'without the header');
  });

  it('a scope does not inherit the configuration of the rule around it', () => {
    const rate = { Limit: 100, AggregateKeyType: 'FORWARDED_IP', ForwardedIPConfig: config() };
    const scope = { GeoMatchStatement: { CountryCodes: ['US'] } };
    const { passing } = deciding([rule({ RateBasedStatement: { ...rate, ScopeDownStatement: scope } })], {
      addressBook,
    });
    assert.equal(passing(120, chain), 120, 'the connection is from nowhere');
  });
});
