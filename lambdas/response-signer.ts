import { SignCommand } from '@aws-sdk/client-kms';
import { environment } from '../lib/contract/index.ts';
import type { ResponseSigner } from '../lib/handler/index.ts';
import { kms } from './kms.ts';
import { requiredVariable } from './required-variable.ts';

/** The bank's key for its answers; `GET /.well-known/jwks.json` shows everybody the public one. */
export const responseSigner: ResponseSigner = {
  // The last part of its ARN.
  keyId: () => requiredVariable(environment.responseSigningKey).split('/').at(-1) ?? '',
  async sign(digest) {
    const command = new SignCommand({
      KeyId: requiredVariable(environment.responseSigningKey),
      Message: digest,
      MessageType: 'DIGEST',
      SigningAlgorithm: 'ECDSA_SHA_256',
    });
    const { Signature: signature } = await kms.send(command);
    if (signature === undefined) throw new Error('KMS signed nothing');
    return signature;
  },
};
