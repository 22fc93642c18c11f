import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteMatch, groupRule, managed, rule } from '../firewall-under-test.ts';
import { counting, deciding, header } from './deciding.ts';

const rate = (more: object) => ({ RateBasedStatement: { Limit: 100, EvaluationWindowSec: 300, ...more } });
const custom = (...CustomKeys: readonly object[]) => ({ AggregateKeyType: 'CUSTOM_KEYS', CustomKeys });

describe('waf-rate-based-example-limit-label-aggregation', () => {
  const key = (Namespace: string) => custom({ LabelNamespace: { Namespace } });

  it('each label of a namespace is counted for itself; 82 WCU behind Bot Control', () => {
    const COMMON = { AWSManagedRulesBotControlRuleSet: { InspectionLevel: 'COMMON' } };
    const bots = groupRule(managed('BotControlRuleSet', { ManagedRuleGroupConfigs: [COMMON] }));
    const limited = rate({ Limit: 1000, EvaluationWindowSec: 120, ...key('awswaf:managed:aws:bot-control:bot:name:') });
    assert.equal(deciding([bots, rule(limited)]).capacity, 82);
    const named = (name: string) =>
      rule(byteMatch({ SingleHeader: { Name: 'user-agent' } }, name), {
        ...counting,
        RuleLabels: [{ Name: `bot:name:${name}` }],
      });
    const { passing } = deciding([named('axios'), named('curl'), rule(rate(key('bot:name:')))]);
    assert.equal(passing(120, header('user-agent', 'axios')), 100);
    assert.equal(passing(120, header('user-agent', 'curl')), 100);
    assert.equal(passing(120, header('user-agent', 'browser')), 120, 'no such label');
  });
});
