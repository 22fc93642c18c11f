import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { none, not, rule } from '../firewall-under-test.ts';
import { deciding, header } from './deciding.ts';

const rate = (more: object) => ({ RateBasedStatement: { Limit: 100, EvaluationWindowSec: 300, ...more } });

describe('waf-rate-based-example-limit-missing-header', () => {
  it('those without a user agent, or with an empty one', () => {
    const has = {
      SizeConstraintStatement: {
        FieldToMatch: { SingleHeader: { Name: 'user-agent' } },
        ComparisonOperator: 'GT',
        Size: 0,
        TextTransformations: none,
      },
    };
    const limited = rate({ Limit: 1000, AggregateKeyType: 'CONSTANT', ScopeDownStatement: not(has) });
    const { passing } = deciding([rule(limited)]);
    assert.equal(passing(600, { headers: [] }) + passing(600, header('user-agent', '')), 1000);
    assert.equal(passing(50, header('user-agent', 'x')), 50);
  });
});
