import assert from 'node:assert/strict';
import { constants, generateKeyPairSync, sign } from 'node:crypto';
import { describe, it } from 'node:test';
import { createKeySets } from '../../../lib/local/gateway/authorizers/key-sets.ts';
import { verifyUserPoolToken } from '../../../lib/local/gateway/authorizers/verify-user-pool-token.ts';

const issuer = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_aaaaaaaaa';
const nowSeconds = 1_800_000_000;
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
/** A pool whose keys do not say for which algorithm they are: then only the verifier can. */
const pool = { issuer, jwks: { keys: [{ kty: 'RSA', kid: 'key', use: 'sig', n, e }] } };

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function token(alg: 'RS256' | 'PS256' | 'RS512', iss = issuer): string {
  const claims = { iss, sub: 'user', token_use: 'access', iat: nowSeconds - 1, exp: nowSeconds + 60 };
  const input = `${encode({ alg, kid: 'key' })}.${encode(claims)}`;
  const padding = alg === 'PS256' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const key = { key: privateKey, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return `${input}.${sign(alg === 'RS512' ? 'sha512' : 'sha256', Buffer.from(input), key).toString('base64url')}`;
}

const verify = (text: string) =>
  // The type of a published key asks for its algorithm, which this pool leaves out.
  verifyUserPoolToken(
    text,
    [pool as unknown as Parameters<typeof verifyUserPoolToken>[1][number]],
    createKeySets(),
    nowSeconds * 1_000,
  );

describe('a token of a user pool', () => {
  it('is taken when it is signed by RS256', async () => assert.equal((await verify(token('RS256'))).sub, 'user'));

  it('is refused when it is signed by another algorithm, with the very key of the pool', async () => {
    for (const alg of ['PS256', 'RS512'] as const) await assert.rejects(verify(token(alg)), { type: 'UNAUTHORIZED' });
  });

  it('is refused when it names another issuer, with the very key of the pool', async () => {
    for (const iss of [`${issuer}a`, `${issuer}/`, 'https://evil.example']) {
      await assert.rejects(verify(token('RS256', iss)), { type: 'UNAUTHORIZED' });
    }
  });
});
