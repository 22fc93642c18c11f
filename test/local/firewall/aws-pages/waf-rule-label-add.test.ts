import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { groupRule, managed } from '../firewall-under-test.ts';
import { deciding } from './deciding.ts';

describe('waf-rule-label-add', () => {
  it('a reference to a group cannot add labels', () => {
    const labelled = { ...groupRule(managed('CommonRuleSet')), RuleLabels: [{ Name: 'x' }] };
    assert.throws(() => deciding([labelled]), /RuleLabels: cannot be added by a reference/);
  });
});
