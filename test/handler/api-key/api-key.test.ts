import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checksum } from '../../../lib/handler/api-key/checksum.ts';
import { generateApiKey, hashApiKey, matchesHash, parseApiKey, toPepper } from '../../../lib/handler/index.ts';

const pepper = toPepper('p'.repeat(32));

describe('an API key', () => {
  it('has a kind, a public id, a secret and a checksum', () => {
    const { key, keyId } = generateApiKey('live');
    assert.match(key, /^pcl_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}$/);
    assert.equal(key.split('_')[2], keyId);
  });

  it('is read back as it was made', () => {
    const apiKey = generateApiKey('test');
    assert.deepEqual(parseApiKey(apiKey.key), apiKey);
  });

  it('is made anew each time', () => {
    assert.equal(new Set(Array.from({ length: 1_000 }, () => generateApiKey('live').key)).size, 1_000);
  });

  it('is refused with any one character changed', () => {
    const { key } = generateApiKey('live');
    fc.assert(
      fc.property(
        fc.nat(key.length - 1),
        fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 1 }),
        (at, other) => {
          fc.pre(key[at] !== other);
          assert.equal(parseApiKey(key.slice(0, at) + other + key.slice(at + 1)), undefined);
        },
      ),
    );
  });

  it('is refused with anything before or after it', () => {
    const { key } = generateApiKey('live');
    for (const text of [` ${key}`, `${key} `, `${key}\n`, `${key},${key}`, '', 'pcl_live_']) {
      assert.equal(parseApiKey(text), undefined);
    }
  });

  it('ends with CRC-32 in base 62, six digits', () => {
    assert.equal(checksum(''), '000000');
    // CRC-32 of "123456789" is cbf43926 (the check value of the CRC catalogue).
    assert.equal(checksum('123456789'), toBase62(0xcbf43926));
  });
});

describe('the hash of an API key', () => {
  it('matches the key and no other', () => {
    const [apiKey, other] = [generateApiKey('live'), generateApiKey('live')];
    const hash = hashApiKey(apiKey, pepper);
    assert.equal(matchesHash(apiKey, hash, pepper), true);
    assert.equal(matchesHash(other, hash, pepper), false);
    assert.equal(matchesHash(apiKey, '', pepper), false);
  });

  it('matches under its own pepper only', () => {
    const apiKey = generateApiKey('live');
    assert.equal(matchesHash(apiKey, hashApiKey(apiKey, toPepper('q'.repeat(32))), pepper), false);
  });

  it('needs a pepper that nobody guesses', () => {
    assert.throws(() => toPepper('short'), /32 characters/);
  });
});

function toBase62(value: number): string {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  return value < 62 ? (digits[value] ?? '') : toBase62(Math.floor(value / 62)) + (digits[value % 62] ?? '');
}
