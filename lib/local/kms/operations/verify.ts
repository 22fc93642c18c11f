import * as z from 'zod';
import { AwsError } from '../../aws-service.ts';
import { toPrivateKey } from '../crypto/key-material.ts';
import { verifyDigest } from '../crypto/sign-digest.ts';
import { verifyMessage } from '../crypto/sign-message.ts';
import { keyOperation } from '../operation.ts';
import { blob } from '../read-input.ts';
import { schemeFor, signingConditions, signingMembers } from './sign.ts';

export const verify = keyOperation({
  name: 'Verify',
  input: z.strictObject({ ...signingMembers, Signature: blob(6144) }),
  uses: 'SIGN_VERIFY',
  conditions: (input) => signingConditions(input),
  run: ({ store }, key, input) => {
    const scheme = schemeFor(key, input);
    const privateKey = toPrivateKey(store.currentMaterial(key.id).bytes);
    const verifier = input.MessageType === 'DIGEST' ? verifyDigest : verifyMessage;
    if (!verifier(scheme, privateKey, input.Message, input.Signature)) {
      throw new AwsError('KMSInvalidSignatureException', '');
    }
    return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm: input.SigningAlgorithm };
  },
});
