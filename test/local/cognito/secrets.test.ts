import assert from 'node:assert/strict';
import { argon2Sync, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { Secret, TOTP } from 'otpauth';
import { hashPassword, isPassword } from '../../../lib/local/cognito/secrets/password-hash.ts';
import { modPow, parseClientPublic, toSignedBytes } from '../../../lib/local/cognito/secrets/srp.ts';
import { stepAt, stepOfCode, toBase32 } from '../../../lib/local/cognito/secrets/totp.ts';
import { assertPasswordPolicy } from '../../../lib/local/cognito/store/password-policy.ts';
import { awsError } from './fixture.ts';

test('a password fits its own hash only, and each hash has its own salt', async () => {
  const hash = await hashPassword('correct Horse');
  assert.equal(await isPassword('correct Horse', hash), true);
  for (const other of ['correct horse', 'correct Horse ', '']) assert.equal(await isPassword(other, hash), false);
  assert.equal(await isPassword('correct Horse', ''), false);
  assert.notEqual(hash, await hashPassword('correct Horse'));
});

test('a hash is Argon2id at the cost that OWASP asks for', async () => {
  const [salt = '', hash = ''] = (await hashPassword('correct Horse')).split('.');
  const expected = argon2Sync('argon2id', {
    ...{ message: 'correct Horse', nonce: Buffer.from(salt, 'base64url'), tagLength: 32 },
    ...{ memory: 19 * 1_024, passes: 2, parallelism: 1 },
  });
  assert.equal(hash, expected.toString('base64url'));
});

test('codes are those of otpauth, within one step of the clock', () => {
  const instants = fc.integer({ min: 1_000_000_000_000, max: 4_000_000_000_000 });
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 40 }), instants, (bytes, now) => {
      const base32 = toBase32(bytes);
      assert.deepEqual(new Uint8Array(Secret.fromBase32(base32).bytes), bytes);
      const app = new TOTP({ secret: Secret.fromBase32(base32) });
      for (const offset of [-1, 0, 1]) {
        const timestamp = now + offset * 30_000;
        // Two steps may show the same code; the later one is then taken.
        assert.ok((stepOfCode(bytes, app.generate({ timestamp }), now) ?? 0) >= stepAt(timestamp));
      }
    }),
    { numRuns: 25 },
  );
});

test('codes of other times, and what is no code, are refused', () => {
  const secret = Buffer.from('12345678901234567890');
  // RFC 6238 appendix B: at 59 seconds the eight-digit code is 94287082.
  assert.equal(stepOfCode(secret, '287082', 59_000), 1);
  for (const now of [59_000 + 60_000, 1_111_111_109_000]) assert.equal(stepOfCode(secret, '287082', now), undefined);
  for (const code of ['', '28708', '2870820', '28708x', '２８７０８２', ' 287082']) {
    assert.equal(stepOfCode(secret, code, 59_000), undefined);
  }
});

test('integers are written as two’s complement: even length, never with a leading one bit', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 2n ** 3_072n }), (value) => {
      const bytes = toSignedBytes(value);
      assert.ok(bytes.readUInt8(0) < 0x80);
      assert.equal(BigInt(`0x${bytes.toString('hex')}`), value);
    }),
  );
});

test('powers are those of arithmetic', () => {
  const small = fc.bigInt({ min: 0n, max: 200n });
  fc.assert(
    fc.property(small, small, fc.bigInt({ min: 2n, max: 10_000n }), (base, exponent, modulus) => {
      assert.equal(modPow(base, exponent, modulus), base ** exponent % modulus);
    }),
  );
});

test('public values of clients are hexadecimal numbers that are not zero', () => {
  assert.ok(parseClientPublic(randomBytes(384).toString('hex')));
  for (const value of ['', '0', '000', 'g', '0x1', '-1', 'f'.repeat(1_025)]) {
    assert.equal(parseClientPublic(value), undefined);
  }
});

test('each rule of the password policy refuses what breaks it and nothing else', () => {
  const none = {
    ...{ minimumLength: 6, requireLowercase: false, requireUppercase: false, requireNumbers: false },
    ...{ requireSymbols: false, historySize: 0, temporaryPasswordDays: 1 },
  };
  const cases = [
    [{ ...none, minimumLength: 8 }, 'abcdefg', 'abcdefgh', 'Password not long enough'],
    [{ ...none, requireLowercase: true }, 'ABCDEF', 'ABCDEf', 'Password must have lowercase characters'],
    [{ ...none, requireUppercase: true }, 'abcdef', 'abcdeF', 'Password must have uppercase characters'],
    [{ ...none, requireNumbers: true }, 'abcdef', 'abcde1', 'Password must have numeric characters'],
    [{ ...none, requireSymbols: true }, 'abcdef', 'abcde!', 'Password must have symbol characters'],
  ] as const;
  for (const [policy, bad, good, message] of cases) {
    assert.throws(
      () => assertPasswordPolicy(policy, bad),
      awsError('InvalidPasswordException', `Password did not conform with policy: ${message}`),
    );
    assertPasswordPolicy(policy, good);
  }
});
