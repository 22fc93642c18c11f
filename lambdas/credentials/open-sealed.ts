import { DecryptCommand } from '@aws-sdk/client-kms';
import { environment } from '../../lib/contract/index.ts';
import { cachedByKey } from '../../lib/handler/index.ts';
import { kms } from '../kms.ts';
import { requiredVariable } from '../required-variable.ts';

/** A revoked credential is refused by its item at once, whatever is remembered here. */
const remembered = /* @__PURE__ */ cachedByKey<Buffer>({ lifeMillis: 5 * 60_000, most: 500 });

/**
 * Opens a secret that `seal` sealed to the id of its credential. KMS is asked once in some minutes for each of some hundred
 * credentials: a request costs no call of its own.
 *
 * @throws Error when it was sealed to another id, or by another key
 */
export const openSealed = (credentialId: string, sealed: Uint8Array): Promise<Buffer> =>
  remembered(JSON.stringify([credentialId, Buffer.from(sealed).toString('base64')]), async () => {
    const { Plaintext: secret } = await kms.send(
      new DecryptCommand({
        KeyId: requiredVariable(environment.credentialKey),
        CiphertextBlob: sealed,
        EncryptionContext: { credentialId },
      }),
    );
    if (secret === undefined) throw new Error('KMS decrypted nothing');
    return Buffer.from(secret);
  });
