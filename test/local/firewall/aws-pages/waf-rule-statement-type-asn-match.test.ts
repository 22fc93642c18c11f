import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rule } from '../firewall-under-test.ts';
import { deciding, header } from './deciding.ts';

const addressBook = [
  { range: '192.0.2.0/24', country: 'JP' },
  { range: '198.51.100.0/24', country: 'CA' },
];
const [, , nowhere] = ['192.0.2.1', '198.51.100.1', '203.0.113.1'].map((clientIp) => ({ clientIp }));

describe('waf-rule-statement-type-asn-match', () => {
  it('two systems, out of a header', () => {
    const ForwardedIPConfig = { HeaderName: 'X-Forwarded-For', FallbackBehavior: 'NO_MATCH' };
    const statement = { AsnMatchStatement: { AsnList: [64_496, 64_500], ForwardedIPConfig } };
    const book = [
      { range: '192.0.2.0/24', asn: 64_496 },
      { range: '198.51.100.0/24', asn: 64_497 },
    ];
    const { isBlocked: isRefused } = deciding([rule(statement)], { addressBook: book });
    const via = (value: string) => header('X-Forwarded-For', value);
    assert.deepEqual([via('192.0.2.1'), via('198.51.100.1'), via('x')].map(isRefused), [true, false, false]);
  });

  it('an address of which no system is known is of system 0', () => {
    assert.ok(deciding([rule({ AsnMatchStatement: { AsnList: [0] } })], { addressBook }).isBlocked(nowhere));
  });
});
