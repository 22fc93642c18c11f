import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { groupRule, managed, rule } from '../firewall-under-test.ts';
import { deciding, label } from './deciding.ts';

const rate = (more: object) => ({ RateBasedStatement: { Limit: 100, EvaluationWindowSec: 300, ...more } });

describe('waf-rate-based-example-limit-labels', () => {
  it('those whom the reputation list takes for attackers, by address; 28 WCU', () => {
    const scope = label('awswaf:managed:aws:amazon-ip-list:AWSManagedIPDDoSList');
    const rules = [
      groupRule(managed('AmazonIpReputationList')),
      rule(rate({ AggregateKeyType: 'IP', ScopeDownStatement: scope })),
    ];
    const addressBook = [{ range: '192.0.2.0/24', knownTo: ['AWSManagedIPDDoSList'] }];
    const { passing, capacity } = deciding(rules, { addressBook });
    assert.equal(capacity, 28);
    assert.equal(passing(120, { clientIp: '192.0.2.1' }), 100);
    assert.equal(passing(120, { clientIp: '198.51.100.1' }), 120);
  });
});
