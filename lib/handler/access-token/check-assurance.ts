import type { Assurance } from '../../contract/index.ts';
import { skewSeconds } from '../token/check-claims.ts';

/** What a token says of how and when its subject authenticated. */
export interface TokenAssurance {
  readonly acr: string | undefined;
  readonly authTimeSeconds: number | undefined;
}

export const toTokenAssurance = (claims: Readonly<Record<string, unknown>>): TokenAssurance => {
  const { acr, auth_time: authTime } = claims;
  return {
    acr: typeof acr === 'string' ? acr : undefined,
    authTimeSeconds: typeof authTime === 'number' && Number.isSafeInteger(authTime) ? authTime : undefined,
  };
};

/** Whether the authentication was strong and recent enough (RFC 9470 §4); what a token does not say, it lacks. */
export function isAssured(
  { acr, authTimeSeconds }: TokenAssurance,
  { acrValues, maxAgeSeconds }: Assurance,
  nowSeconds: number,
): boolean {
  if (acrValues !== undefined && !acrValues.includes(acr ?? '')) return false;
  if (maxAgeSeconds === undefined) return true;
  const ageSeconds = nowSeconds - (authTimeSeconds ?? Number.NaN);
  // Who is still to authenticate has not: the issuer's clock may be ahead, and no further.
  return ageSeconds >= -skewSeconds && ageSeconds <= maxAgeSeconds;
}
