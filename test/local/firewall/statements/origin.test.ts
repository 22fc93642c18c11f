import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  and,
  byteMatch,
  declareWebAcl,
  evaluate,
  firewallUnderTest,
  groupRule,
  managed,
  not,
  or,
  rule,
} from '../firewall-under-test.ts';

const addressBook = [
  { range: '203.0.113.0/28', country: 'US', region: 'OR', asn: 64_500 },
  { range: '203.0.113.0/24', country: 'US', region: 'CA', asn: 64_501 },
  { range: '2001:db8::/32', country: 'DE', region: 'BE' },
  { range: '192.0.2.0/24', country: 'US' },
];

const [oregon, california, berlin, somewhere, nowhere] = [
  { clientIp: '203.0.113.7' },
  { clientIp: '203.0.113.99' },
  { clientIp: '2001:db8::1' },
  { clientIp: '192.0.2.1' },
  { clientIp: '198.51.100.1' },
];

const label = (Key: string) => ({ LabelMatchStatement: { Scope: 'LABEL', Key } });
const inUs = { GeoMatchStatement: { CountryCodes: ['US'] } };
const forwarded = { HeaderName: 'X-Forwarded-For', FallbackBehavior: 'MATCH' };
const via = (value: string) => ({ headers: [['X-Forwarded-For', value] as const] });

function firewallOf(...rules: readonly object[]) {
  const { firewall } = firewallUnderTest({ addressBook });
  declareWebAcl(firewall, rules);
  return (parts: Parameters<typeof evaluate>[1]) => evaluate(firewall, parts);
}

describe('GeoMatchStatement', () => {
  it('matches the country of the address', () => {
    const ask = firewallOf(rule(inUs));
    for (const parts of [oregon, california, somewhere]) assert.equal(ask(parts).action, 'block');
    for (const parts of [berlin, nowhere]) assert.equal(ask(parts).action, 'allow');
  });

  it('labels country and region of every request that it inspects, with XX for what is not known', () => {
    const ask = firewallOf(rule({ GeoMatchStatement: { CountryCodes: ['KP'] } }));
    const labels = (parts: object) => ask(parts).seen.labels;
    assert.deepEqual(labels(oregon), ['awswaf:clientip:geo:country:US', 'awswaf:clientip:geo:region:US-OR']);
    assert.deepEqual(labels(somewhere), ['awswaf:clientip:geo:country:US', 'awswaf:clientip:geo:region:US-XX']);
    assert.deepEqual(labels(nowhere), ['awswaf:clientip:geo:country:XX', 'awswaf:clientip:geo:region:XX-XX']);
  });

  it('labels at the end of its rule, so that only later rules see it', () => {
    const us = label('awswaf:clientip:geo:country:US');
    assert.equal(firewallOf(rule(and(inUs, us)))(oregon).action, 'allow');
    assert.equal(firewallOf(rule(inUs, { Action: { Count: {} } }), rule(us))(oregon).action, 'block');
  });

  it("blocks a country but for two of its regions, in AWS's own example", () => {
    const seen = (place: string) => label(`awswaf:forwardedip:geo:${place}`);
    const ask = firewallOf(
      rule({ GeoMatchStatement: { CountryCodes: ['US'], ForwardedIPConfig: forwarded } }, { Action: { Count: {} } }),
      rule(and(seen('country:US'), not(or(seen('region:US-OR'), seen('region:US-WA'))))),
    );
    assert.equal(ask(via('203.0.113.7')).action, 'allow');
    assert.equal(ask(via('203.0.113.99')).action, 'block');
    assert.equal(ask(via('2001:db8::1')).action, 'allow');
  });

  it('takes the first forwarded address, falls back for a malformed one, and does not match without the header', () => {
    const statement = { GeoMatchStatement: { CountryCodes: ['US'], ForwardedIPConfig: forwarded } };
    const ask = firewallOf(rule(statement));
    assert.equal(ask(via('203.0.113.7, 198.51.100.1')).action, 'block');
    assert.equal(ask(via('198.51.100.1, 203.0.113.7')).action, 'allow');
    assert.equal(ask(via('unknown')).action, 'block');
    assert.equal(ask(oregon).action, 'allow');
    assert.equal(firewallOf(rule(not(statement)))(oregon).action, 'block', 'NOT makes a match of it');
  });

  it('is reported as not enforced where nobody has said what is known of addresses', () => {
    const { firewall } = firewallUnderTest();
    declareWebAcl(firewall, [
      rule(inUs, { Name: 'Geo' }),
      rule(or(byteMatch({ Method: {} }, 'X'), inUs), { Name: 'Or' }),
    ]);
    assert.deepEqual(firewall.describe(), [
      { rule: 'Bank#Geo', enforcement: 'not-enforced' },
      { rule: 'Bank#Or', enforcement: 'not-enforced' },
    ]);
  });

  it('refuses a book with an entry that is none', () => {
    const book = (entry: object) => () => firewallUnderTest({ addressBook: [{ range: '192.0.2.0/24', ...entry }] });
    assert.throws(book({ range: '192.0.2.0' }), /addressBook\[0\]\.range: must be a CIDR range/);
    assert.throws(book({ country: 'Germany' }), /addressBook\[0\]/);
    assert.doesNotThrow(book({ country: 'DE' }));
  });
});

describe('a managed rule that only AWS can enforce', () => {
  const reputation = (more: object = {}) =>
    groupRule(managed('AmazonIpReputationList'), { Name: 'Reputation', ...more });
  const knownTo = (...names: readonly string[]) => ({ addressBook: [{ range: '203.0.113.9/32', knownTo: names }] });
  const asked = (options: object, clientIp: string) => {
    const { firewall } = firewallUnderTest(options);
    declareWebAcl(firewall, [reputation()]);
    return { verdict: evaluate(firewall, { clientIp }), described: firewall.describe() };
  };

  it('matches the addresses that the book says it knows, with its own action and label', () => {
    const reconnaissance = asked(knownTo('AWSManagedReconnaissanceList'), '203.0.113.9');
    assert.equal(reconnaissance.verdict.action, 'block');
    assert.equal(reconnaissance.verdict.seen.terminatingRule, 'Reputation#AWSManagedReconnaissanceList');
    assert.equal(asked(knownTo('AWSManagedReconnaissanceList'), '203.0.113.8').verdict.action, 'allow');
    const { action, seen } = asked(knownTo('AWSManagedIPDDoSList'), '203.0.113.9').verdict;
    assert.equal(action, 'allow', 'AWS counts it');
    assert.deepEqual(seen.labels, ['awswaf:managed:aws:amazon-ip-list:AWSManagedIPDDoSList']);
  });

  it('is not enforced where the book says nothing of it', () => {
    const enforcements = (options: object) =>
      asked(options, '203.0.113.9').described.map(({ rule: name, enforcement }) => [name.split('#')[2], enforcement]);
    assert.deepEqual(enforcements({}), [
      ['AWSManagedIPReputationList', 'not-enforced'],
      ['AWSManagedReconnaissanceList', 'not-enforced'],
      ['AWSManagedIPDDoSList', 'not-enforced'],
    ]);
    assert.deepEqual(enforcements(knownTo('AWSManagedReconnaissanceList'))[1], [
      'AWSManagedReconnaissanceList',
      'approximated',
    ]);
  });

  it('must be one: any other name is refused', () => {
    for (const name of ['AWSManagedReconnaissance', 'NoUserAgent_HEADER']) {
      assert.throws(() => firewallUnderTest(knownTo(name)), /addressBook\[0\]\.knownTo\[0\]: must be a managed rule/);
    }
  });
});

describe('AsnMatchStatement', () => {
  it('matches the autonomous system, which is 0 where nobody knows it', () => {
    const ask = firewallOf(rule({ AsnMatchStatement: { AsnList: [64_500, 0] } }));
    assert.equal(ask(oregon).action, 'block');
    assert.equal(ask(california).action, 'allow');
    assert.equal(ask(nowhere).action, 'block');
  });

  it('can be what a rate-based rule counts by', () => {
    const CustomKeys = [{ ASN: {} }];
    const ask = firewallOf(rule({ RateBasedStatement: { Limit: 10, AggregateKeyType: 'CUSTOM_KEYS', CustomKeys } }));
    const passed = (parts: object) =>
      Array.from({ length: 12 }, () => ask(parts).action).filter((it) => it === 'allow');
    assert.equal(passed(oregon).length, 10);
    assert.equal(passed({ clientIp: '203.0.113.8' }).length, 0, 'another address of the same system');
    assert.equal(passed(california).length, 10);
  });
});
