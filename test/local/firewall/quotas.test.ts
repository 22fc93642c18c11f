import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type QuotaName, quotas } from '../../../lib/local/firewall/quotas.ts';
import {
  byteMatch,
  declareIpSet,
  declarePatternSet,
  declareRuleGroup,
  declareWebAcl,
  firewallUnderTest,
  groupRule,
  none,
  rule,
} from './firewall-under-test.ts';

const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const path = { UriPath: {} };
const method = rule({ LabelMatchStatement: { Scope: 'LABEL', Key: 'x' } });
const rate = () => rule({ RateBasedStatement: { Limit: 10, AggregateKeyType: 'IP' } });
const inSet = { IPSetReferenceStatement: { Arn: 'arn:ips' } };
const references = (length: number) => rule({ OrStatement: { Statements: times(length, () => inSet) } });
const headers = (length: number) => times(length, (n) => ({ Name: `h${n}`, Value: 'v' }));
const answering = (response: object) => ({ Action: { Block: { CustomResponse: { ResponseCode: 403, ...response } } } });
const inserting = (length: number) => ({
  Action: { Count: { CustomRequestHandling: { InsertHeaders: headers(length) } } },
});
const body = (Content: string) => ({ ContentType: 'TEXT_PLAIN', Content });
const bodies = (length: number, content: string) => ({
  CustomResponseBodies: Object.fromEntries(times(length, (n) => [`b${n}`, body(content)])),
});
const regex = (RegexString: string) =>
  rule({ RegexMatchStatement: { FieldToMatch: path, RegexString, TextTransformations: none } });
const ranges = (length: number) => times(length, (n) => `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}/32`);

const acl = (rules: readonly object[], more: object = {}) => {
  const { firewall } = firewallUnderTest();
  declareIpSet(firewall, 'arn:ips', ['10.0.0.0/8']);
  declareWebAcl(firewall, rules, more);
};
const group = (rules: readonly object[], Capacity = 500) => {
  const { firewall } = firewallUnderTest();
  declareIpSet(firewall, 'arn:ips', ['10.0.0.0/8']);
  declareRuleGroup(firewall, 'arn:group', rules, { Capacity });
};

/** Declares something with so many of what each quota is about. */
const withSoMany: Readonly<Record<QuotaName, (found: number) => void>> = {
  capacityOfWebAcl: (found) => {
    const { firewall } = firewallUnderTest();
    declareRuleGroup(firewall, 'arn:group', [method], { Capacity: found - 1 });
    declareWebAcl(firewall, [groupRule({ RuleGroupReferenceStatement: { Arn: 'arn:group' } }), method]);
  },
  capacityOfRuleGroup: (found) => group([method], found),
  referencesOfWebAcl: (found) => acl([references(found)]),
  referencesOfRuleGroup: (found) => group([references(found)]),
  rateRulesOfWebAcl: (found) => acl(times(found, rate)),
  rateRulesOfRuleGroup: (found) => group(times(found, rate)),
  countriesOfRule: (found) => {
    const codes = (some: number) => ({ GeoMatchStatement: { CountryCodes: times(some, () => 'DE') } });
    acl([rule({ OrStatement: { Statements: [codes(30), codes(found - 30)] } }), rule(codes(50))]);
  },
  systemsOfStatement: (found) => acl([rule({ AsnMatchStatement: { AsnList: times(found, (n) => n) } })]),
  addressesOfIpSet: (found) => declareIpSet(firewallUnderTest().firewall, 'arn', ranges(found)),
  searchBytes: (found) => acl([rule(byteMatch(path, found % 2 === 0 ? 'é'.repeat(found / 2) : 'x'.repeat(found)))]),
  patternCharacters: (found) => acl([regex('x'.repeat(found))]),
  patternsOfSet: (found) =>
    declarePatternSet(
      firewallUnderTest().firewall,
      'arn',
      times(found, (n) => `x${n}`),
    ),
  transformationsOfStatement: (found) =>
    acl([rule(byteMatch(path, 'x', { TextTransformations: times(found, (n) => ({ Priority: n, Type: 'NONE' })) }))]),
  labelsOfRule: (found) => acl([{ ...method, RuleLabels: times(found, (n) => ({ Name: `l${n}` })) }]),
  customBodyBytes: (found) => acl([], bodies(1, 'x'.repeat(found))),
  customBodiesBytes: (found) =>
    acl([], {
      CustomResponseBodies: {
        ...bodies(Math.floor(found / 4_096), 'x'.repeat(4_096)).CustomResponseBodies,
        rest: body('x'.repeat(found % 4_096 || 1)),
      },
    }),
  customBodies: (found) => acl([], bodies(found, 'x')),
  headersOfResponse: (found) => acl([rule(byteMatch(path, 'x'), answering({ ResponseHeaders: headers(found) }))]),
  headersOfRequest: (found) => acl([rule(byteMatch(path, 'x'), inserting(found))]),
  responseHeaders: (found) =>
    acl(times(found, () => rule(byteMatch(path, 'x'), answering({ ResponseHeaders: headers(1) })))),
  requestHeaders: (found) => acl(times(found, () => rule(byteMatch(path, 'x'), inserting(1)))),
  tokenDomains: (found) => acl([], { TokenDomains: times(found, (n) => `${n}.example.com`) }),
};

describe('a quota', () => {
  for (const [name, { most, what }] of Object.entries(quotas)) {
    it(`allows ${most} ${what}, and no more`, () => {
      // The table above has a row for each name.
      const declare = withSoMany[name as QuotaName];
      declare(name === 'customBodiesBytes' ? most - 1 : most);
      assert.throws(() => declare(most + 1), new RegExp(`AWS allows ${most} ${what.replace(/[()]/g, '.')} .WAFLimits`));
    });
  }
});

describe('the length of a pattern', () => {
  it('is that of a pattern in a set as well', () => {
    const declare = (length: number) => declarePatternSet(firewallUnderTest().firewall, 'arn', ['x'.repeat(length)]);
    declare(200);
    assert.throws(() => declare(201), /RegularExpressionList\[0\]: 201: AWS allows 200 characters/);
  });
});

describe('what the API itself bounds', () => {
  it('is refused as well: a rate below 10, priorities and names that are not unique', () => {
    const slow = { RateBasedStatement: { Limit: 9, AggregateKeyType: 'IP' } };
    assert.throws(() => acl([rule(slow)]), /RateBasedStatement\.Limit/);
    assert.throws(() => acl([method, { ...method, Name: 'Other' }]), /priorities must differ/);
    assert.throws(() => acl([method, { ...method, Priority: 0 }]), /names must differ/);
    acl([method, { ...method, Name: 'Other', Priority: 0 }]);
  });
});
