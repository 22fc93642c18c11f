import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  byteMatch,
  declareIpSet,
  declarePatternSet,
  declareRuleGroup,
  declareWebAcl,
  firewallUnderTest,
  groupRule,
  managed,
  none,
  not,
  rule,
} from '../firewall-under-test.ts';

const refuses = (rules: readonly object[], message: RegExp) =>
  assert.throws(() => declareWebAcl(firewallUnderTest().firewall, rules), message);

const uriPath = { UriPath: {} };
const rate = { Limit: 100, AggregateKeyType: 'IP' };

describe('a web ACL is refused', () => {
  it('for a key that is not known, by its path', () => {
    refuses(
      [rule(byteMatch(uriPath, 'x')), rule(byteMatch({ SingleHeader: { name: 'x' } }, 'x'))],
      /^FirewallRefusal: Rules\[1\]\.Statement\.ByteMatchStatement\.FieldToMatch\.SingleHeader\.name: is not a known key/,
    );
    refuses(
      [rule(not(byteMatch(uriPath, 'x', { searchString: 'x' })))],
      /NotStatement\.Statement\.ByteMatchStatement\.searchString: is not a known key/,
    );
  });

  it('for a statement that is not built, by its name', () => {
    refuses(
      [rule({ GeoMatchStatement: { CountryCodes: ['Germany'] } })],
      /CountryCodes\[0\]: must be a code of ISO 3166/,
    );
    refuses([rule({ AsnMatchStatement: { AsnList: [] } })], /AsnMatchStatement\.AsnList/);
    refuses([rule({ FirewallManagerStatement: {} })], /FirewallManagerStatement: is what Firewall Manager adds/);
    refuses([rule({ MagicStatement: {} })], /MagicStatement: is not a known statement/);
    refuses([rule({})], /must be exactly one statement/);
    refuses([rule({ ...byteMatch(uriPath, 'x'), ...not(byteMatch(uriPath, 'x')) })], /exactly one statement/);
  });

  it('for a field or transformation that is not known', () => {
    refuses([rule(byteMatch({ Trailer: {} }, 'x'))], /FieldToMatch\.Trailer: is not a known field/);
    refuses([rule(byteMatch({}, 'x'))], /FieldToMatch: must name exactly one field/);
    refuses(
      [rule(byteMatch(uriPath, 'x', { TextTransformations: [{ Priority: 0, Type: 'ROT13' }] }))],
      /TextTransformations\[0\]\.Type: ROT13 is not a known transformation/,
    );
    refuses(
      [rule(byteMatch(uriPath, 'x', { TextTransformations: [...none, ...none] }))],
      /TextTransformations: priorities must differ/,
    );
    refuses(
      [rule(byteMatch(uriPath, 'x', { PreParseTextTransformations: none }))],
      /PreParseTextTransformations: are for query arguments only/,
    );
  });

  it('for search bytes that are missing, doubled, or no word', () => {
    refuses([rule(byteMatch(uriPath, ''))], /SearchString: must not be empty/);
    refuses([rule(byteMatch(uriPath, 'x', { SearchStringBase64: 'eA==' }))], /needs exactly one of/);
    refuses([rule(byteMatch(uriPath, 'a b', { PositionalConstraint: 'CONTAINS_WORD' }))], /of a word/);
  });

  it('for a pattern that AWS does not support, or that could stall', () => {
    for (const RegexString of ['a(?=b)', '(a)\\1', 'a++', '(?>a)', '\\C', '(?R)', '']) {
      refuses(
        [rule({ RegexMatchStatement: { FieldToMatch: uriPath, RegexString, TextTransformations: none } })],
        /RegexMatchStatement\.RegexString: /,
      );
    }
  });

  it('for a reference to what does not exist', () => {
    refuses([rule({ IPSetReferenceStatement: { Arn: 'arn:x' } })], /there is no IP set arn:x/);
    refuses(
      [rule({ RegexPatternSetReferenceStatement: { Arn: 'arn:x', FieldToMatch: uriPath, TextTransformations: none } })],
      /there is no regex pattern set arn:x/,
    );
    refuses([groupRule({ RuleGroupReferenceStatement: { Arn: 'arn:x' } })], /there is no rule group arn:x/);
    refuses([groupRule(managed('NewRuleSet'))], /Name: the local runtime does not know the managed group/);
    refuses(
      [groupRule(managed('BotControlRuleSet'))],
      /ManagedRuleGroupConfigs: must be what AWSManagedRulesBotControl/,
    );
    const atp = { AWSManagedRulesATPRuleSet: { LoginPath: '/login' } };
    refuses([groupRule(managed('LinuxRuleSet', { ManagedRuleGroupConfigs: [atp] }))], /and nothing else/);
  });

  it('for a statement in the wrong place', () => {
    refuses([rule(not({ RateBasedStatement: rate }))], /cannot stand inside another statement/);
    refuses([rule(not(managed('CommonRuleSet')))], /stands at the top of a rule/);
    refuses([rule(managed('CommonRuleSet'))], /OverrideAction: is needed in place of an Action/);
    refuses([rule(byteMatch(uriPath, 'x'), { OverrideAction: { None: {} } })], /OverrideAction: is for references/);
    refuses([groupRule(managed('CommonRuleSet'), { RuleLabels: [{ Name: 'x' }] })], /RuleLabels: cannot be added/);
  });

  it('for a rate-based rule that allows, or whose key is incomplete', () => {
    refuses([rule({ RateBasedStatement: rate }, { Action: { Allow: {} } })], /cannot be the action of a rate-based/);
    refuses([rule({ RateBasedStatement: { ...rate, Limit: 9 } })], /RateBasedStatement\.Limit: /);
    refuses([rule({ RateBasedStatement: { ...rate, EvaluationWindowSec: 30 } })], /EvaluationWindowSec: /);
    refuses([rule({ RateBasedStatement: { ...rate, AggregateKeyType: 'CONSTANT' } })], /ScopeDownStatement: is needed/);
    refuses([rule({ RateBasedStatement: { ...rate, AggregateKeyType: 'FORWARDED_IP' } })], /ForwardedIPConfig: /);
    refuses([rule({ RateBasedStatement: { ...rate, AggregateKeyType: 'CUSTOM_KEYS' } })], /CustomKeys: go with/);
    refuses(
      [rule({ RateBasedStatement: { ...rate, AggregateKeyType: 'CUSTOM_KEYS', CustomKeys: [{ IP: {} }] } })],
      /must name another key/,
    );
  });

  it('for a custom response whose body it lacks', () => {
    refuses(
      [
        rule(byteMatch(uriPath, 'x'), {
          Action: { Block: { CustomResponse: { ResponseCode: 413, CustomResponseBodyKey: 'absent' } } },
        }),
      ],
      /Action\.Block\.CustomResponse\.CustomResponseBodyKey: there is no custom response body absent/,
    );
  });

  it('for equal priorities, equal names, or two actions', () => {
    const one = rule(byteMatch(uriPath, 'x'));
    refuses([one, { ...one, Name: 'Other' }], /priorities must differ/);
    refuses([one, { ...one, Priority: 99_999 }], /names must differ/);
    refuses([{ ...one, Action: { Block: {}, Count: {} } }], /exactly one action/);
  });

  it('for a fingerprint that is compared in part', () => {
    const ja3 = { JA3Fingerprint: { FallbackBehavior: 'NO_MATCH' } };
    const refusal = /JA3Fingerprint: can only be compared EXACTLY/;
    refuses([rule(byteMatch(ja3, 'x'))], refusal);
    refuses([rule({ XssMatchStatement: { FieldToMatch: ja3, TextTransformations: none } })], refusal);
  });

  it('for a status that a custom response may not have', () => {
    for (const ResponseCode of [199, 203, 402, 418, 422, 451, 506, 599]) {
      const Action = { Block: { CustomResponse: { ResponseCode } } };
      assert.throws(() => declareWebAcl(firewallUnderTest().firewall, [rule(byteMatch(uriPath, 'x'), { Action })]));
    }
  });

  it('for a kind of key that is named twice', () => {
    const twice = (key: object) => ({ ...rate, AggregateKeyType: 'CUSTOM_KEYS', CustomKeys: [key, key] });
    refuses([rule({ RateBasedStatement: twice({ HTTPMethod: {} }) })], /CustomKeys: may name HTTPMethod once only/);
    refuses([rule({ RateBasedStatement: twice({ UriPath: { TextTransformations: none } }) })], /UriPath once only/);
    const header = { Header: { Name: 'x', TextTransformations: none } };
    declareWebAcl(firewallUnderTest().firewall, [rule({ RateBasedStatement: twice(header) })]);
  });
});

describe('a resource beside the web ACL is refused', () => {
  const { firewall } = firewallUnderTest();

  it('for an address that is no range of its version', () => {
    for (const address of ['10.0.0.1', '10.0.0.0/33', '0.0.0.0/0', '2001:db8::/32', 'x/8', '10.0.0.0/8/8']) {
      assert.throws(() => declareIpSet(firewall, 'arn', [address]), /Addresses\[0\]: must be a CIDR range/, address);
    }
    declareIpSet(firewall, 'arn', ['10.0.0.0/8', '192.0.2.44/32']);
  });

  it('for a pattern in a set that is not supported', () => {
    assert.throws(() => declarePatternSet(firewall, 'arn', ['ok', '(?!no)']), /RegularExpressionList\[1\]: /);
  });

  it('for rules that need more than the capacity that a group declares', () => {
    assert.throws(
      () => declareRuleGroup(firewall, 'arn', [rule(byteMatch(uriPath, 'x'))], { Capacity: 9 }),
      /Capacity: is 9, and the rules need 10 WCU/,
    );
    declareRuleGroup(firewall, 'arn', [rule(byteMatch(uriPath, 'x'))], { Capacity: 10 });
  });
});
