import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rule } from '../firewall-under-test.ts';
import { counting, deciding } from './deciding.ts';

const rate = (more: object) => ({ RateBasedStatement: { Limit: 100, EvaluationWindowSec: 300, ...more } });

describe('waf-rule-statement-type-rate-based-request-limiting', () => {
  it('labels and other handling come with requests over the limit alone', () => {
    const { ask } = deciding([
      rule(rate({ Limit: 10, AggregateKeyType: 'IP' }), { ...counting, RuleLabels: [{ Name: 'over' }] }),
    ]);
    const labelled = Array.from({ length: 12 }, () => ask().seen.labels.length);
    assert.deepEqual(labelled, [...Array<number>(10).fill(0), 1, 1]);
  });
});
