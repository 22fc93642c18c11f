import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FirewallOptions } from '../../../../lib/local/firewall/index.ts';
import {
  and,
  byteMatch,
  declareRuleGroup,
  declareWebAcl,
  evaluate,
  firewallUnderTest,
  groupRule,
  managed,
  not,
  rule,
} from '../firewall-under-test.ts';

const label = (Key: string) => ({
  LabelMatchStatement: { Scope: Key.endsWith(':') ? 'NAMESPACE' : 'LABEL', Key },
});
const sqlInQuery = 'awswaf:managed:aws:sql-database:SQLi_QueryArguments';
const slash = byteMatch({ UriPath: {} }, '/');
const sql = {
  SqliMatchStatement: { FieldToMatch: { QueryString: {} }, TextTransformations: [{ Priority: 0, Type: 'NONE' }] },
};
const noting = (statement: object, Name: string) => rule(statement, { Action: { Count: {} }, RuleLabels: [{ Name }] });

/** How near the last of the rules is said to come to AWS. */
function nearnessOf(rules: readonly object[], options: Partial<FirewallOptions> = {}) {
  const { firewall } = firewallUnderTest(options);
  declareRuleGroup(firewall, 'group', [noting(sql, 'group:sql'), noting(slash, 'group:slash')]);
  declareWebAcl(
    firewall,
    rules.map((each, Priority) => ({ ...each, Name: `Rule${Priority}`, Priority })),
  );
  return firewall.describe().at(-1)?.enforcement;
}

describe('a rule that asks for a label', () => {
  it('comes as near to AWS as the managed rules that add it', () => {
    const asked = (group: string, key: string, more: object = {}) =>
      nearnessOf([groupRule(managed(group, more)), rule(label(key))]);
    assert.equal(asked('SQLiRuleSet', sqlInQuery), 'approximated');
    assert.equal(asked('CommonRuleSet', 'awswaf:managed:aws:core-rule-set:NoUserAgent_Header'), 'exact');
    assert.equal(asked('CommonRuleSet', 'awswaf:managed:aws:core-rule-set:'), 'approximated');
    assert.equal(asked('AnonymousIpList', 'awswaf:managed:aws:anonymous-ip-list:'), 'not-enforced');
    const common = { ManagedRuleGroupConfigs: [{ AWSManagedRulesBotControlRuleSet: { InspectionLevel: 'COMMON' } }] };
    assert.equal(asked('BotControlRuleSet', 'awswaf:managed:token:absent', common), 'approximated');
  });

  it('comes no nearer for asking for something else as well', () => {
    const group = groupRule(managed('SQLiRuleSet'));
    assert.equal(nearnessOf([group, rule(and(slash, label(sqlInQuery)))]), 'approximated');
    assert.equal(nearnessOf([group, rule(not(label(sqlInQuery)))]), 'approximated');
    assert.equal(nearnessOf([group, noting(label(sqlInQuery), 'seen'), rule(label('seen'))]), 'approximated');
  });

  it('comes as near as own rules that add it, also those of a group', () => {
    assert.equal(nearnessOf([noting(slash, 'seen'), rule(label('seen'))]), 'exact');
    assert.equal(nearnessOf([noting(sql, 'seen'), rule(label('seen'))]), 'approximated');
    const group = groupRule({ RuleGroupReferenceStatement: { Arn: 'group' } });
    const inGroup = (name: string) => rule(label(`awswaf:123456789012:rulegroup:Group:group:${name}`));
    assert.equal(nearnessOf([group, inGroup('slash')]), 'exact');
    assert.equal(nearnessOf([group, inGroup('sql')]), 'approximated');
  });

  it('is exact where only rules behind it add the label: it is missing, here and there', () => {
    const [asking, adding] = [rule(label(sqlInQuery), { Name: 'Asking' }), groupRule(managed('SQLiRuleSet'))];
    const { firewall } = firewallUnderTest();
    declareWebAcl(
      firewall,
      [adding, asking].map((each, at) => ({ ...each, Priority: 9 - at })),
    );
    const described = firewall.describe().find(({ rule: name }) => name === 'Bank#Asking');
    assert.equal(described?.enforcement, 'exact');
  });

  it('comes as near as what is known of addresses, where it asks for a country', () => {
    const geo = rule({ GeoMatchStatement: { CountryCodes: ['DE'] } }, { Action: { Count: {} } });
    for (const key of [
      'awswaf:clientip:geo:country:DE',
      'awswaf:clientip:geo:',
      'awswaf:forwardedip:geo:region:US-OR',
    ]) {
      assert.equal(nearnessOf([geo, rule(label(key))]), 'not-enforced', key);
      const addressBook = [{ range: '203.0.113.0/24', country: 'DE' }];
      assert.equal(nearnessOf([geo, rule(label(key))], { addressBook }), 'approximated', key);
    }
  });

  it('still matches what it is asked to', () => {
    const { firewall } = firewallUnderTest();
    declareWebAcl(firewall, [
      groupRule(managed('SQLiRuleSet'), { OverrideAction: { Count: {} } }),
      rule(label(sqlInQuery), { Name: 'Confirmed' }),
    ]);
    assert.equal(evaluate(firewall, { queryString: "q=1'+or+'1'='1" }).seen.terminatingRule, 'Confirmed');
    assert.equal(evaluate(firewall, { queryString: 'q=1' }).action, 'allow');
  });
});

describe('a rule that is asked about what another statement lets in', () => {
  const geo = { ScopeDownStatement: { GeoMatchStatement: { CountryCodes: ['DE'] } } };

  it('comes no nearer to AWS than that statement', () => {
    const rate = { Limit: 100, AggregateKeyType: 'IP' };
    assert.equal(nearnessOf([rule({ RateBasedStatement: rate })]), 'approximated');
    assert.equal(nearnessOf([rule({ RateBasedStatement: { ...rate, ...geo } })]), 'not-enforced');
    assert.equal(nearnessOf([groupRule(managed('LinuxRuleSet'))]), 'approximated');
    assert.equal(nearnessOf([groupRule(managed('LinuxRuleSet', geo))]), 'not-enforced');
  });
});
