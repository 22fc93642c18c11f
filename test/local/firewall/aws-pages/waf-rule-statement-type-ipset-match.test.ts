import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rule } from '../firewall-under-test.ts';
import { deciding } from './deciding.ts';

describe('waf-rule-statement-type-ipset-match', () => {
  it('costs 1, and 4 more where any forwarded address is looked at; /0 is refused', () => {
    const cost = (Position?: string) => {
      const IPSetForwardedIPConfig = { HeaderName: 'x-forwarded-for', FallbackBehavior: 'MATCH', Position };
      const more = Position === undefined ? {} : { IPSetForwardedIPConfig };
      return deciding([rule({ IPSetReferenceStatement: { Arn: 'arn:ips', ...more } })], { ipSets: { 'arn:ips': [] } })
        .capacity;
    };
    assert.deepEqual([cost(), cost('FIRST'), cost('ANY')], [1, 1, 5]);
    assert.throws(() => deciding([], { ipSets: { 'arn:ips': ['0.0.0.0/0'] } }), /must be a CIDR range/);
  });
});
