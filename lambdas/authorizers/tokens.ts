import { createSecretKey } from 'node:crypto';
import { environment } from '../../lib/contract/index.ts';
import { type AccessTokenOptions, cached, dpopNonces } from '../../lib/handler/index.ts';
import { secretLifeMillis } from '../api-keys/pepper.ts';
import { admit } from '../sessions/admit.ts';
import { claimOnce } from './claim-once.ts';
import { loadSecret } from './load-secret.ts';
import { tokenIssuers } from './token-issuers.ts';

/** The bank's access tokens, for every authorizer that takes them. */
export const accessTokens = (): AccessTokenOptions => ({
  issuers: tokenIssuers(),
  takeProof: (thumbprint, proofId, endsAtSeconds) => claimOnce(`dpop ${thumbprint} ${proofId}`, endsAtSeconds),
  nonces: cached(
    async () => dpopNonces(createSecretKey(await loadSecret(environment.dpopNonceSecret), 'utf8')),
    secretLifeMillis,
  ),
  admit,
});
