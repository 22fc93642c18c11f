import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCidr } from '../../../lib/handler/index.ts';

test('a block is an address and the length of its network', () => {
  assert.deepEqual(parseCidr('198.51.100.0/24'), { network: '198.51.100.0', length: 24, family: 'ipv4' });
  assert.deepEqual(parseCidr('2001:db8::/32'), { network: '2001:db8::', length: 32, family: 'ipv6' });
  assert.equal(parseCidr('198.51.100.7/32')?.length, 32);
});

for (const text of [
  '',
  '/',
  '198.51.100.7',
  '198.51.100.0/33',
  '198.51.100.0/24/1',
  '2001:db8::/129',
  '198.51.100/24',
]) {
  test(`'${text}' is no block`, () => assert.equal(parseCidr(text), undefined));
}
for (const text of ['198.51.100.0/-1', '198.51.100.0/ 24', '198.51.100.0/2e1', 'example.com/24', '198.51.100.0/']) {
  test(`'${text}' is no block`, () => assert.equal(parseCidr(text), undefined));
}
