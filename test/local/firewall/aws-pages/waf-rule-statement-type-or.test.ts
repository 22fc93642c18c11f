import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteMatch, not, or, rule } from '../firewall-under-test.ts';
import { deciding, geo } from './deciding.ts';

const addressBook = [
  { range: '192.0.2.0/24', country: 'JP' },
  { range: '198.51.100.0/24', country: 'CA' },
];
const [japan, canada, nowhere] = ['192.0.2.1', '198.51.100.1', '203.0.113.1'].map((clientIp) => ({ clientIp }));

describe('waf-rule-statement-type-or', () => {
  it('a country, or an address of a set', () => {
    const statement = or(geo('CA'), { IPSetReferenceStatement: { Arn: 'arn:ips' } });
    const { isBlocked: isRefused } = deciding([rule(statement)], {
      addressBook,
      ipSets: { 'arn:ips': ['203.0.113.1/32'] },
    });
    assert.ok(isRefused(canada) && isRefused(nowhere) && !isRefused(japan));
  });

  it('from a country, or with a query; and the country negated, one level deeper', () => {
    const query = byteMatch({ QueryString: {} }, 'debug');
    const refused = (statement: object) => {
      const { isBlocked: isRefused } = deciding([rule(statement)], { addressBook });
      return [canada, japan, { ...japan, queryString: 'debug' }].map(isRefused);
    };
    assert.deepEqual(refused(or(geo('CA'), query)), [true, false, true]);
    assert.deepEqual(refused(or(not(geo('CA')), query)), [false, true, true]);
  });
});
