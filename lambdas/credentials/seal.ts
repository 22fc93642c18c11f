import { EncryptCommand } from '@aws-sdk/client-kms';
import { environment } from '../../lib/contract/index.ts';
import { kms } from '../kms.ts';
import { requiredVariable } from '../required-variable.ts';

/** Seals a secret to the id of its credential: KMS opens it for no other. @throws Error of KMS */
export async function seal(credentialId: string, secret: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
  const command = new EncryptCommand({
    KeyId: requiredVariable(environment.credentialKey),
    Plaintext: secret,
    EncryptionContext: { credentialId },
  });
  const { CiphertextBlob: sealed } = await kms.send(command, { abortSignal: signal });
  if (sealed === undefined) throw new Error('KMS encrypted nothing');
  return sealed;
}
