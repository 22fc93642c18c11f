import { createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { type SignatureSchemeOptions, signatureAlgorithms } from '../../lib/handler/index.ts';
import { type LoadedCredential, loadCredential } from '../credentials/load-credential.ts';
import { openSealed } from '../credentials/open-sealed.ts';
import { claimOnce } from './claim-once.ts';
import { meteringKey } from './metering-key.ts';

/** The bank's registered signing keys, for every authorizer that takes signatures. */
export const signingKeys: SignatureSchemeOptions = {
  async load(keyId) {
    const found = await loadCredential('signature', keyId);
    const algorithm = signatureAlgorithms.find((each) => each === found?.facts.details.algorithm);
    if (found === undefined || algorithm === undefined) return undefined;
    const key = await keyOf(found);
    return key && { terms: found.facts, algorithm, key };
  },
  claim: claimOnce,
  meteringKey,
};

/** A public key as it stands there, or a secret that KMS opens. Whether it fits the algorithm is asked at every use. */
async function keyOf({ facts, item }: LoadedCredential): Promise<KeyObject | undefined> {
  const [publicKey, sealed] = [item['publicKey']?.B, item['sealed']?.B];
  if (publicKey !== undefined) return createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
  return sealed && createSecretKey(await openSealed(facts.credentialId, sealed));
}
