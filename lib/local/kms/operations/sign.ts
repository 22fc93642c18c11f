import * as z from 'zod';
import { toPrivateKey } from '../crypto/key-material.ts';
import { signDigest } from '../crypto/sign-digest.ts';
import { type SigningScheme, signingSchemes, signMessage } from '../crypto/sign-message.ts';
import { invalidKeyUsage, validation } from '../errors.ts';
import type { Key } from '../key.ts';
import { type SigningAlgorithm, specificationOf } from '../key-specs.ts';
import { keyOperation } from '../operation.ts';
import { blob, common, keyId } from '../read-input.ts';

const MESSAGE_LIMIT_BYTES = 4096;
const algorithms = Object.keys(signingSchemes) as [SigningAlgorithm, ...SigningAlgorithm[]]; // the keys of a constant

/** What `Sign` and `Verify` take alike. */
export const signingMembers = {
  KeyId: keyId,
  Message: blob(MESSAGE_LIMIT_BYTES),
  MessageType: z.enum(['RAW', 'DIGEST']).optional(),
  SigningAlgorithm: z.enum(algorithms),
  ...common,
};

export interface SigningInput {
  readonly Message: Buffer;
  readonly MessageType?: 'RAW' | 'DIGEST' | undefined;
  readonly SigningAlgorithm: SigningAlgorithm;
}

export const signingConditions = ({ MessageType: type = 'RAW', SigningAlgorithm: algorithm }: SigningInput) => ({
  'kms:messagetype': [type],
  'kms:signingalgorithm': [algorithm],
});

export const sign = keyOperation({
  name: 'Sign',
  input: z.strictObject(signingMembers),
  uses: 'SIGN_VERIFY',
  conditions: (input) => signingConditions(input),
  run: ({ store }, key, input) => {
    const scheme = schemeFor(key, input);
    const privateKey = toPrivateKey(store.currentMaterial(key.id).bytes);
    const signer = input.MessageType === 'DIGEST' ? signDigest : signMessage;
    const signature = signer(scheme, privateKey, input.Message);
    return {
      KeyId: key.arn,
      Signature: signature.toString('base64'),
      SigningAlgorithm: input.SigningAlgorithm,
    };
  },
});

/** @throws AwsError for an algorithm that is not the key's, and for a digest that cannot be one of the algorithm */
export const schemeFor = (
  { spec }: Key,
  { SigningAlgorithm: algorithm, MessageType: type, Message: message }: SigningInput,
): SigningScheme => {
  if (specificationOf(spec).signingAlgorithms?.includes(algorithm) !== true) {
    throw invalidKeyUsage(`The algorithm ${algorithm} is incompatible with the key spec ${spec}.`);
  }
  const scheme = signingSchemes[algorithm];
  if (type === 'DIGEST' && message.length !== scheme.digestBytes) {
    throw validation(`Digest is invalid length for algorithm ${algorithm}.`);
  }
  return scheme;
};
