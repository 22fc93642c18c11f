import { createSecretKey } from 'node:crypto';
import { environment } from '../../lib/contract/index.ts';
import { type AccessTokenOptions, cached, dpopNonces } from '../../lib/handler/index.ts';
import { loadSecret, secretLifeMillis } from '../load-secret.ts';
import { claimOnce } from './claim-once.ts';
import { tokenIssuers } from './token-issuers.ts';

/** Tokens of third parties, each bound to a key of its holder: what it signs is claimed once, with a nonce of ours. */
export const boundTokens = (): AccessTokenOptions => ({
  issuers: tokenIssuers(),
  takeProof: (thumbprint, proofId, endsAtSeconds) => claimOnce(`dpop ${thumbprint} ${proofId}`, endsAtSeconds),
  nonces: cached(
    async () => dpopNonces(createSecretKey(await loadSecret(environment.dpopNonceSecret), 'utf8')),
    secretLifeMillis,
  ),
});
