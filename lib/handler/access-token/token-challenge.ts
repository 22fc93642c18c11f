import type { Demands } from '../authorizer/demands.ts';
import { realm } from '../authorizer/realm.ts';
import { toChallenge } from '../http-auth/challenge.ts';

/** Why a token is not enough, in the words of RFC 6750 §3.1, RFC 9449 §7.1 and RFC 9470 §3. */
export type TokenError = 'invalid_token' | 'invalid_dpop_proof' | 'use_dpop_nonce' | 'insufficient_user_authentication';

/**
 * How a caller is told to present a token: by the scheme that the endpoint takes, or both. Without credentials there is no
 * error to name (RFC 6750 §3.1).
 */
export function tokenChallenges(demands: Demands, algorithms: string, error?: TokenError): readonly string[] {
  const parameters = {
    realm: realm(),
    ...(error !== undefined && { error }),
    ...(error === 'insufficient_user_authentication' && assuranceParameters(demands)),
  };
  const bearer = toChallenge('Bearer', parameters);
  const dpop = toChallenge('DPoP', { ...parameters, algs: algorithms });
  switch (demands.boundTo) {
    case 'dpop':
      return [dpop];
    case 'any':
      return [dpop, bearer];
    default:
      return [bearer];
  }
}

const assuranceParameters = ({ assurance }: Demands) => ({
  ...(assurance?.acrValues !== undefined && { acr_values: assurance.acrValues.join(' ') }),
  ...(assurance?.maxAgeSeconds !== undefined && { max_age: String(assurance.maxAgeSeconds) }),
});
