import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteMatch, groupRule, rule } from '../firewall-under-test.ts';
import { counting, deciding } from './deciding.ts';

const everything = byteMatch({ UriPath: {} }, '/');
const named = (Name: string, Priority: number, more: object = {}) => rule(everything, { Name, Priority, ...more });
const reference = (Name: string, Priority: number, more: object = {}) =>
  groupRule({ RuleGroupReferenceStatement: { Arn: 'arn:group', ...more } }, { Name, Priority });

describe('web-acl-processing-order', () => {
  it('rules and the rules of groups are asked by their own priorities', () => {
    const rules = [
      reference('RuleGroupB', 300),
      named('Rule2', 200, counting),
      reference('RuleGroupA', 100),
      named('Rule1', 0, counting),
    ];
    const group = [named('Second', 20_000, counting), named('First', 10_000, counting)];
    assert.deepEqual(deciding(rules, { group }).ask().seen.countedRules, [
      'Rule1',
      ...['RuleGroupA#First', 'RuleGroupA#Second'],
      'Rule2',
      ...['RuleGroupB#First', 'RuleGroupB#Second'],
    ]);
  });
});
