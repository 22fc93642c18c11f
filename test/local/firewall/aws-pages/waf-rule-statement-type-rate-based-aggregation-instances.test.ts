import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteMatch, rule } from '../firewall-under-test.ts';
import { deciding } from './deciding.ts';

const rate = (more: object) => ({ RateBasedStatement: { Limit: 100, EvaluationWindowSec: 300, ...more } });
const custom = (...CustomKeys: readonly object[]) => ({ AggregateKeyType: 'CUSTOM_KEYS', CustomKeys });

describe('waf-rule-statement-type-rate-based-aggregation-instances', () => {
  const sent = [
    { clientIp: '10.1.1.1', method: 'POST' },
    { clientIp: '10.1.1.1', method: 'GET' },
    { clientIp: '127.0.0.0', method: 'POST' },
    { clientIp: '10.1.1.1', method: 'GET' },
  ];
  /** How many rounds of the four pass whole: the fullest instance decides, of a limit of 12. */
  const rounds = (aggregation: object) => {
    const { ask } = deciding([rule(rate({ Limit: 12, ...aggregation }))]);
    for (let round = 0; ; round += 1) {
      if (sent.some((parts) => ask(parts).action === 'block')) return round;
    }
  };

  it('by address: three and one', () => assert.equal(rounds({ AggregateKeyType: 'IP' }), 12 / 3));
  it('by method: two and two', () => assert.equal(rounds(custom({ HTTPMethod: {} })), 12 / 2));
  it('by both: one, two and one', () => assert.equal(rounds(custom({ IP: {} }, { HTTPMethod: {} })), 12 / 2));
  it('all in one: four', () => {
    const all = { AggregateKeyType: 'CONSTANT', ScopeDownStatement: byteMatch({ UriPath: {} }, '/') };
    assert.equal(rounds(all), 12 / 4);
    assert.throws(() => rounds({ AggregateKeyType: 'CONSTANT' }), /ScopeDownStatement: is needed/);
  });
});
