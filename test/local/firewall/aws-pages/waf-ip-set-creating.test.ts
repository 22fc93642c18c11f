import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rule } from '../firewall-under-test.ts';
import { deciding } from './deciding.ts';

describe('waf-ip-set-creating', () => {
  const inSet = (range: string, clientIp: string) =>
    deciding([rule({ IPSetReferenceStatement: { Arn: 'arn:ips' } })], { ipSets: { 'arn:ips': [range] } }).isBlocked({
      clientIp,
    });
  const rows: readonly (readonly [range: string, within: readonly string[], beside: readonly string[]])[] = [
    ['192.0.2.44/32', ['192.0.2.44'], ['192.0.2.45']],
    ['192.0.2.0/24', ['192.0.2.0', '192.0.2.255'], ['192.0.3.0']],
    ['2620:0:2d0:200:0:0:0:0/128', ['2620:0:2d0:200::'], ['2620:0:2d0:200::1']],
    ['2620:0:2d0:200::/64', ['2620:0:2d0:200::', '2620:0:2d0:200:ffff:ffff:ffff:ffff'], ['2620:0:2d0:201::']],
  ];
  for (const [range, within, beside] of rows) {
    it(`${range} holds ${within.join(' and ')}, and not ${beside.join()}`, () => {
      for (const address of within) assert.ok(inSet(range, address), address);
      for (const address of beside) assert.ok(!inSet(range, address), address);
    });
  }
});
