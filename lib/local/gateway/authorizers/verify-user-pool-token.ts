import * as jose from 'jose';
import type { UserPoolKeys } from '../../cognito/index.ts';
import { Refusal } from '../refusal.ts';
import type { KeySets } from './key-sets.ts';

/**
 * Verifies a token of one of the user pools: RS256 and nothing else, the pool's own key and issuer, an `exp` that is to
 * come, no `nbf` or `iat` that is.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 * @throws Refusal UNAUTHORIZED, or EXPIRED_TOKEN for a token that was good once
 */
export async function verifyUserPoolToken(
  token: string,
  pools: readonly UserPoolKeys[],
  keySets: KeySets,
  nowMillis: number,
): Promise<jose.JWTPayload> {
  const pool = pools.find(({ issuer }) => issuer === claimedIssuer(token));
  if (pool === undefined || !isCanonical(token)) throw new Refusal('UNAUTHORIZED');
  try {
    const { payload } = await jose.jwtVerify(token, keySets.of(pool), {
      algorithms: ['RS256'],
      issuer: pool.issuer,
      requiredClaims: ['exp', 'iat', 'token_use', 'sub'],
      currentDate: new Date(nowMillis),
    });
    if (!(Number(payload.iat) * 1_000 <= nowMillis)) throw new Refusal('UNAUTHORIZED');
    return payload;
  } catch (error) {
    // jose looks at the time only after the signature and the issuer. AWS answers 401, though the type's own status is 403.
    if (error instanceof jose.errors.JWTExpired) {
      throw new Refusal('EXPIRED_TOKEN', { status: 401, errorType: 'UnauthorizedException' });
    }
    throw new Refusal('UNAUTHORIZED');
  }
}

/** Only chooses which pool's keys to try: the issuer is verified with the rest. */
function claimedIssuer(token: string): string | undefined {
  try {
    return jose.decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

/** jose decodes base64url leniently, and would take one signature in sixteen spellings (RFC 4648 §3.5). */
const isCanonical = (token: string): boolean =>
  token.split('.').every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
