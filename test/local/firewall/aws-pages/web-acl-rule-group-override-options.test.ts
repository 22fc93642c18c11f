import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteMatch, groupRule, managed, rule } from '../firewall-under-test.ts';
import { counting, deciding } from './deciding.ts';

const everything = byteMatch({ UriPath: {} }, '/');
const named = (Name: string, Priority: number, more: object = {}) => rule(everything, { Name, Priority, ...more });

describe('web-acl-rule-group-override-options', () => {
  const admin = { uriPath: '/sqlmanager' };
  const protection = (more: object) => groupRule(managed('AdminProtectionRuleSet', more), { Name: 'Admin' });
  const counted = 'Admin#AdminProtection_URIPATH';

  it('one rule made to count, in the present words and in the older ones', () => {
    assert.equal(deciding([protection({})]).endedBy(admin), counted);
    for (const more of [
      { RuleActionOverrides: [{ Name: 'AdminProtection_URIPATH', ActionToUse: { Count: {} } }] },
      { ExcludedRules: [{ Name: 'AdminProtection_URIPATH' }] },
    ]) {
      const { action, seen } = deciding([protection(more)]).ask(admin);
      assert.equal(action, 'allow');
      assert.deepEqual(seen.countedRules, [counted]);
      assert.equal(seen.labels.length, 1, 'the label stays');
    }
  });

  it('a rule made to do anything else', () => {
    const override = (ActionToUse: object) =>
      deciding([protection({ RuleActionOverrides: [{ Name: 'AdminProtection_URIPATH', ActionToUse }] })]).ask(admin);
    assert.equal(override({ Allow: {} }).action, 'allow');
    const captcha = override({ Captcha: {} });
    assert.equal(captcha.action === 'block' && captcha.customResponse?.status, 405);
  });

  it('a group whose answer is made to count still ends at its first rule that would end it', () => {
    const group = [named('Ends', 1), named('Behind', 2, counting)];
    const counting_ = groupRule(
      { RuleGroupReferenceStatement: { Arn: 'arn:group' } },
      { Name: 'Ref', OverrideAction: { Count: {} } },
    );
    const { action, seen } = deciding([counting_], { group }).ask();
    assert.equal(action, 'allow');
    assert.deepEqual(seen.countedRules, ['Ref#Ends']);
  });
});
