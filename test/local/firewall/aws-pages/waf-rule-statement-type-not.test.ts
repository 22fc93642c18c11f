import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { not, rule } from '../firewall-under-test.ts';
import { deciding, geo } from './deciding.ts';

const addressBook = [
  { range: '192.0.2.0/24', country: 'JP' },
  { range: '198.51.100.0/24', country: 'CA' },
];
const [japan, canada, nowhere] = ['192.0.2.1', '198.51.100.1', '203.0.113.1'].map((clientIp) => ({ clientIp }));

describe('waf-rule-statement-type-not', () => {
  it('whoever is not from a country', () => {
    const { isBlocked: isRefused } = deciding([rule(not(geo('CA')))], { addressBook });
    assert.deepEqual([canada, japan, nowhere].map(isRefused), [false, true, true]);
  });
});
