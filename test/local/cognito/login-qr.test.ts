import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { qrCode } from '../../../lib/local/cognito/login/qr/qr-code.ts';
import { qrImage } from '../../../lib/local/cognito/login/qr/qr-image.ts';

const digest = (text: string): string =>
  createHash('sha256')
    .update(
      qrCode(text)
        .map((row) => row.map((isDark) => (isDark ? 1 : 0)).join(''))
        .join('\n'),
    )
    .digest('hex');

/** Each of these was read back by jsQR 1.4.0 when it was written down, as were codes of every version from 1 to 20. */
const read = [
  ['a', 21, 'bf35b1e154e92eb4f32a6bae5b813d5809763714b28b6d0e376fe986c07c6d1f'],
  [
    'otpauth://totp/bank:ada?secret=AAAABBBBCCCCDDDD&issuer=bank',
    33,
    'e77b232e5ed763178c40e7a40ce206f0f7c2fdb010ba4873e9d9ef29d4ea946f',
  ],
  ['x'.repeat(858), 97, '891e317f159bca23580d6f5a1b96967bc5cc7df058f675a9c36b6a55829701b9'],
] as const;

test('codes are those that a reader has read', () => {
  for (const [text, size, expected] of read) {
    assert.equal(qrCode(text).length, size);
    assert.equal(digest(text), expected);
  }
});

test('what does not fit gives no picture, and no half one', () => {
  assert.throws(() => qrCode('x'.repeat(859)), RangeError);
  assert.equal(qrImage('x'.repeat(859), 'a label'), undefined);
  assert.match(String(qrImage('x', 'a "label"')), /aria-label="a &quot;label&quot;" viewBox="0 0 29 29"/);
});
