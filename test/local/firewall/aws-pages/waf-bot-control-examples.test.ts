import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteMatch, groupRule, managed, not, rule } from '../firewall-under-test.ts';
import { deciding, header, label, type Parts } from './deciding.ts';

describe('waf-bot-control-examples', () => {
  const bot = (name: string) => `awswaf:managed:aws:bot-control:${name}`;
  const COMMON = { AWSManagedRulesBotControlRuleSet: { InspectionLevel: 'COMMON' } };
  const control = (more: object = {}) =>
    groupRule(managed('BotControlRuleSet', { ManagedRuleGroupConfigs: [COMMON], ...more }), { Name: 'Bots' });
  const counts = (Name: string) => ({ RuleActionOverrides: [{ Name, ActionToUse: { Count: {} } }] });
  const known = (...knownTo: readonly string[]) => ({ addressBook: [{ range: '192.0.2.0/24', knownTo }] });
  const there: Parts = { clientIp: '192.0.2.1' };
  const agent = (value: string): Parts => ({ ...there, ...header('user-agent', value) });

  it('allow-blocked-bot: monitoring bots are refused behind the group, but for one', () => {
    const others = {
      AndStatement: { Statements: [label(bot('bot:category:monitoring')), not(label(bot('bot:name:pingdom')))] },
    };
    const rules = [control(counts('CategoryMonitoring')), rule(others, { Name: 'match_rule' })];
    assert.equal(deciding(rules, known('CategoryMonitoring')).endedBy(there), 'match_rule');
    assert.equal(deciding(rules, known()).endedBy(there), 'Default_Action');
  });

  it('user-agent-exception: what is no browser is refused behind the group, but for one name', () => {
    const postman = byteMatch({ SingleHeader: { Name: 'user-agent' } }, 'PostmanRuntime/7.29.2', {
      PositionalConstraint: 'EXACTLY',
    });
    const others = { AndStatement: { Statements: [label(bot('signal:non_browser_user_agent')), not(postman)] } };
    const rules = [control(counts('SignalNonBrowserUserAgent')), rule(others, { Name: 'match_rule' })];
    const { endedBy } = deciding(rules, known('SignalNonBrowserUserAgent'));
    assert.equal(endedBy(agent('curl/8')), 'match_rule');
    assert.equal(endedBy(agent('PostmanRuntime/7.29.2')), 'Default_Action');
  });

  it('allow-verified-bots and block-verified-bots: a label that no rule here adds matches nobody', () => {
    const verified = rule(label(bot('bot:verified')), { Name: 'verified' });
    assert.equal(deciding([control(), verified]).endedBy(there), 'Default_Action');
  });

  const scoped: readonly (readonly [page: string, scope: object, kept: Parts, let_in: Parts])[] = [
    [
      'scope-down-dynamic-content',
      not({
        RegexPatternSetReferenceStatement: {
          Arn: 'arn:static',
          FieldToMatch: { UriPath: {} },
          TextTransformations: [{ Priority: 0, Type: 'NONE' }],
        },
      }),
      { ...there, uriPath: '/logo.PNG' },
      { ...there, uriPath: '/accounts' },
    ],
    ['scope-down-ip', not({ IPSetReferenceStatement: { Arn: 'arn:friends' } }), { clientIp: '192.0.2.200' }, there],
    [
      'scope-down-login',
      byteMatch({ UriPath: {} }, 'login'),
      { ...there, uriPath: '/accounts' },
      { ...there, uriPath: '/login' },
    ],
    [
      'scope-down-your-bot',
      not(
        byteMatch({ SingleHeader: { Name: 'x-bypass-secret' } }, 'YSBzZWNyZXQ=', { PositionalConstraint: 'EXACTLY' }),
      ),
      { ...there, ...header('x-bypass-secret', 'YSBzZWNyZXQ=') },
      { ...there, ...header('x-bypass-secret', 'wrong') },
    ],
  ];
  for (const [page, ScopeDownStatement, kept, admitted] of scoped) {
    it(`${page}: what is out of scope never reaches the group`, () => {
      const beside = {
        ...known('CategoryAI'),
        patternSets: { 'arn:static': ['(?i)\\.(jpe?g|gif|png|svg|ico|css|js|woff2?)$'] },
        ipSets: { 'arn:friends': ['192.0.2.200/32'] },
      };
      const { endedBy } = deciding([control({ ScopeDownStatement })], beside);
      assert.equal(endedBy(kept), 'Default_Action');
      assert.equal(endedBy(admitted), 'Bots#CategoryAI');
    });
  }
});
