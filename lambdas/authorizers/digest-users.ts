import { createSecretKey, type KeyObject } from 'node:crypto';
import { environment } from '../../lib/contract/index.ts';
import { cached, type DigestSchemeOptions } from '../../lib/handler/index.ts';
import { loadCredential } from '../credentials/load-credential.ts';
import { openSealed } from '../credentials/open-sealed.ts';
import { loadSecret, secretLifeMillis } from '../load-secret.ts';
import { claimOnce } from './claim-once.ts';
import { meteringKey } from './metering-key.ts';

/** The bank's digest users, for every authorizer that takes them. */
export const digestUsers: DigestSchemeOptions = {
  async load(username) {
    const found = await loadCredential('digest', username);
    const sealed = found?.item['sealed']?.B;
    if (found === undefined || sealed === undefined) return undefined;
    const credential = await openSealed(found.facts.credentialId, sealed);
    return { terms: found.facts, credential: credential.toString('latin1') };
  },
  // Nonces of a secret that was rotated are no good once that is noticed, and clients are asked again.
  nonceKeys: cached(async (): Promise<readonly [KeyObject]> => {
    const secret = await loadSecret(environment.digestNonceSecret);
    return [createSecretKey(secret, 'utf8')];
  }, secretLifeMillis),
  claim: claimOnce,
  meteringKey,
};
