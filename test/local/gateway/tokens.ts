import * as jose from 'jose';
import type { UserPoolKeys } from '../../../lib/local/cognito/index.ts';
import { startMillis } from './fixture.ts';

export interface TestPool {
  readonly arn: string;
  readonly keys: UserPoolKeys;
  /** A token of the pool, good for an hour unless the claims say otherwise; `undefined` takes a claim out. */
  sign(claims?: Readonly<Record<string, unknown>>, header?: Partial<jose.JWTHeaderParameters>): Promise<string>;
}

export async function createPool(poolId: string): Promise<TestPool> {
  const { privateKey, publicKey } = await jose.generateKeyPair('RS256', { extractable: true });
  const { n = '', e = '' } = await jose.exportJWK(publicKey);
  const issuer = `https://cognito-idp.eu-central-1.amazonaws.com/${poolId}`;
  const nowSeconds = Math.floor(startMillis / 1_000);
  return {
    arn: `arn:aws:cognito-idp:eu-central-1:123456789012:userpool/${poolId}`,
    keys: { issuer, jwks: { keys: [{ kty: 'RSA', kid: `${poolId}-key`, alg: 'RS256', use: 'sig', n, e }] } },
    sign: (claims = {}, header = {}) =>
      new jose.SignJWT(
        withoutUndefined({
          iss: issuer,
          sub: 'user-1',
          token_use: 'access',
          scope: 'bank/accounts.read openid',
          client_id: 'app',
          iat: nowSeconds - 10,
          exp: nowSeconds + 3_600,
          ...claims,
        }),
      )
        .setProtectedHeader({ alg: 'RS256', kid: `${poolId}-key`, ...header })
        .sign(privateKey, { crit: { 'urn:test': true } }),
  };
}

const withoutUndefined = (claims: Readonly<Record<string, unknown>>): jose.JWTPayload =>
  Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
