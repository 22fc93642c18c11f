import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteMatch, groupRule, managed, rule } from '../firewall-under-test.ts';
import { counting, deciding } from './deciding.ts';

const everything = byteMatch({ UriPath: {} }, '/');
const named = (Name: string, Priority: number, more: object = {}) => rule(everything, { Name, Priority, ...more });
const reference = (Name: string, Priority: number, more: object = {}) =>
  groupRule({ RuleGroupReferenceStatement: { Arn: 'arn:group', ...more } }, { Name, Priority });

describe('waf-rule-label-requirements', () => {
  it('labels of a group are qualified with the group, those of managed groups as AWS spells them', () => {
    const labels = ['testNS1:testNS2:LabelNameA', 'testNS1:LabelNameQ', 'LabelNameZ', 'header:user_agent:firefox'];
    const group = [named('label_rule', 1, { ...counting, RuleLabels: labels.map((Name) => ({ Name })) })];
    const { seen } = deciding([reference('Ref', 1)], { group }).ask();
    assert.deepEqual(
      seen.labels,
      labels.map((name) => `awswaf:123456789012:rulegroup:Group:${name}`),
    );
    const common = deciding([groupRule(managed('CommonRuleSet'))]).ask({ headers: [] });
    assert.deepEqual(common.seen.labels, ['awswaf:managed:aws:core-rule-set:NoUserAgent_Header']);
  });

  it('five namespaces of 128 characters at most, and no reserved word', () => {
    const label = (Name: string) => () => deciding([named('label_rule', 1, { ...counting, RuleLabels: [{ Name }] })]);
    assert.doesNotThrow(label('a:b:c:d:e:name'));
    assert.doesNotThrow(label('x'.repeat(128)));
    for (const name of ['a:b:c:d:e:f:name', 'x'.repeat(129), 'a b']) assert.throws(label(name));
    for (const word of ['awswaf', 'aws', 'waf', 'rulegroup', 'webacl', 'regexpatternset', 'ipset', 'managed']) {
      assert.throws(label(word), word);
      assert.throws(label(`${word}:x`), word);
      assert.doesNotThrow(label(`${word}s`));
    }
  });
});
