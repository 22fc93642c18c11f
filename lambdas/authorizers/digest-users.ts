import { createSecretKey, type KeyObject } from 'node:crypto';
import { environment } from '../../lib/contract/index.ts';
import { cached, type DigestSchemeOptions } from '../../lib/handler/index.ts';
import { claimOnce } from './claim-once.ts';
import { loadCredential } from './load-credential.ts';
import { loadSecret } from './load-secret.ts';
import { meteringKey } from './metering-key.ts';
import { openSealed } from './open-sealed.ts';

/** A rotated secret is noticed within this time; nonces of the one before are no good then, and clients are asked again. */
const secretLifeMillis = 5 * 60_000;

/** The bank's digest users, for every authorizer that takes them. */
export const digestUsers: DigestSchemeOptions = {
  async load(username) {
    const found = await loadCredential('digest', username);
    const sealed = found?.item['sealed']?.B;
    if (found === undefined || sealed === undefined) return undefined;
    const credential = await openSealed(found.facts.credentialId, sealed);
    return { terms: found.facts, credential: credential.toString('latin1') };
  },
  nonceKeys: cached(async (): Promise<readonly [KeyObject]> => {
    const secret = await loadSecret(environment.digestNonceSecret);
    return [createSecretKey(secret, 'utf8')];
  }, secretLifeMillis),
  claim: claimOnce,
  meteringKey,
};
