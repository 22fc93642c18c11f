import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { groupRule, managed } from '../firewall-under-test.ts';
import { deciding } from './deciding.ts';

describe('waf-using-managed-rule-groups-json-yaml', () => {
  it('the common rules with one of them counting', () => {
    const overridden = {
      RuleActionOverrides: [{ Name: 'NoUserAgent_HEADER', ActionToUse: { Count: {} } }],
      ExcludedRules: [],
    };
    assert.ok(deciding([groupRule(managed('CommonRuleSet'))]).isBlocked({ headers: [] }));
    assert.ok(!deciding([groupRule(managed('CommonRuleSet', overridden))]).isBlocked({ headers: [] }));
  });
});
