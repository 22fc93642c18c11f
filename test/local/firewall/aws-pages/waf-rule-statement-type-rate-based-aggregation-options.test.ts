import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { none, rule } from '../firewall-under-test.ts';
import { deciding, header } from './deciding.ts';

const rate = (more: object) => ({ RateBasedStatement: { Limit: 100, EvaluationWindowSec: 300, ...more } });
const custom = (...CustomKeys: readonly object[]) => ({ AggregateKeyType: 'CUSTOM_KEYS', CustomKeys });

describe('waf-rule-statement-type-rate-based-aggregation-options', () => {
  it('a request that lacks one of the keys is not counted', () => {
    const key = { Header: { Name: 'x-key', TextTransformations: none } };
    assert.equal(deciding([rule(rate(custom(key, { IP: {} })))]).passing(120), 120);
    assert.equal(deciding([rule(rate(custom(key, { IP: {} })))]).passing(120, header('x-key', '1')), 100);
  });

  it('requests with a malformed address in the header are counted together, or not at all', () => {
    const forwarded = (FallbackBehavior: string, more: object = { AggregateKeyType: 'FORWARDED_IP' }) => {
      const ForwardedIPConfig = { HeaderName: 'x-forwarded-for', FallbackBehavior };
      const { passing } = deciding([rule(rate({ ...more, ForwardedIPConfig }))]);
      return passing(60, header('x-forwarded-for', 'a')) + passing(60, header('x-forwarded-for', 'b'));
    };
    assert.equal(forwarded('MATCH'), 100);
    assert.equal(forwarded('NO_MATCH'), 120);
    assert.equal(forwarded('MATCH', custom({ ASN: {} })), 100);
    assert.equal(forwarded('MATCH', custom({ ForwardedIP: {} }, { HTTPMethod: {} })), 100);
  });

  it('a system is that of the connection, or of the address in the header; 0 where nobody knows', () => {
    const addressBook = [{ range: '192.0.2.0/24', asn: 64_500 }];
    const ForwardedIPConfig = { HeaderName: 'x-forwarded-for', FallbackBehavior: 'MATCH' };
    const one = deciding([rule(rate(custom({ ASN: {} })))], { addressBook });
    assert.equal(one.passing(60, { clientIp: '192.0.2.1' }) + one.passing(60, { clientIp: '192.0.2.2' }), 100);
    assert.equal(one.passing(120, { clientIp: '198.51.100.1' }), 100);
    const other = deciding([rule(rate({ ...custom({ ASN: {} }), ForwardedIPConfig }))], { addressBook });
    assert.equal(
      other.passing(60, header('x-forwarded-for', '192.0.2.1')) +
        other.passing(60, header('x-forwarded-for', '192.0.2.9')),
      100,
    );
  });

  it('a kind of which a request has one is named once; others as often as there are keys', () => {
    const argument = (Name: string) => ({ QueryArgument: { Name, TextTransformations: none } });
    assert.doesNotThrow(() => deciding([rule(rate(custom(argument('a'), argument('b'))))]));
    for (const key of [{ HTTPMethod: {} }, { UriPath: { TextTransformations: none } }, { ASN: {} }]) {
      assert.throws(() => deciding([rule(rate(custom(key, key)))]), /once only/);
    }
  });
});
