import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { groupRule, managed } from '../firewall-under-test.ts';
import { deciding } from './deciding.ts';

describe('web-acl-rule-group-settings', () => {
  it('an override of a rule that the managed group does not have is passed over', () => {
    const overrides = ['CategoryVerifiedSearchEngine', 'CategoryVerifiedSocialMedia'].map((Name) => ({
      Name,
      ActionToUse: { Count: {} },
    }));
    const COMMON = { AWSManagedRulesBotControlRuleSet: { InspectionLevel: 'COMMON' } };
    const bots = managed('BotControlRuleSet', {
      ManagedRuleGroupConfigs: [COMMON],
      RuleActionOverrides: overrides,
      ExcludedRules: [],
    });
    assert.doesNotThrow(() => deciding([groupRule(bots)]));
  });
});
