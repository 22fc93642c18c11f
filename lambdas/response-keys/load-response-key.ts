import { createPublicKey } from 'node:crypto';
import { GetPublicKeyCommand } from '@aws-sdk/client-kms';
import { environment } from '../../lib/contract/index.ts';
import { kms } from '../kms.ts';
import { requiredVariable } from '../required-variable.ts';
import { responseSigner } from '../response-signer.ts';

/**
 * The public half of the key that signs answers, under the name that the signatures give it.
 *
 * @throws Error when KMS tells none, or one that the signatures cannot be of
 */
export async function loadResponseKey() {
  const command = new GetPublicKeyCommand({ KeyId: requiredVariable(environment.responseSigningKey) });
  const { PublicKey: der = new Uint8Array() } = await kms.send(command);
  const { kty, crv, x, y } = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' }).export({
    format: 'jwk',
  });
  if (kty !== 'EC' || crv !== 'P-256' || x === undefined || y === undefined) {
    throw new Error('the key of the answers is not on P-256');
  }
  return { kty, crv, x, y, kid: responseSigner.keyId(), use: 'sig' } as const;
}
