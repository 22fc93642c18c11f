import * as z from 'zod';
import { encryptRsa } from '../crypto/rsa-encryption.ts';
import { encryptUnder } from '../encrypt-under.ts';
import { contextConditions } from '../encryption-context.ts';
import type { Engine } from '../engine.ts';
import { invalidKeyUsage, validation } from '../errors.ts';
import type { Key } from '../key.ts';
import { type EncryptionAlgorithm, specificationOf } from '../key-specs.ts';
import { keyOperation } from '../operation.ts';
import { blob, common, encryptionContext, keyId } from '../read-input.ts';

const PLAINTEXT_LIMIT_BYTES = 4096;

export const encryptionAlgorithm = z.enum(['SYMMETRIC_DEFAULT', 'RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256']);

export const encrypt = keyOperation({
  name: 'Encrypt',
  input: z.strictObject({
    KeyId: keyId,
    Plaintext: blob(PLAINTEXT_LIMIT_BYTES),
    EncryptionContext: encryptionContext,
    EncryptionAlgorithm: encryptionAlgorithm.optional(),
    ...common,
  }),
  uses: 'ENCRYPT_DECRYPT',
  conditions: ({ EncryptionContext: context, EncryptionAlgorithm: algorithm = 'SYMMETRIC_DEFAULT' }) => ({
    ...contextConditions(context),
    'kms:encryptionalgorithm': [algorithm],
  }),
  run: (engine, key, { Plaintext: plaintext, EncryptionContext: context, EncryptionAlgorithm: algorithm }) => {
    const used = algorithm ?? 'SYMMETRIC_DEFAULT';
    const ciphertext = encryptBy(engine, key, used, plaintext, context);
    return { KeyId: key.arn, CiphertextBlob: ciphertext.toString('base64'), EncryptionAlgorithm: used };
  },
});

/** @throws AwsError when the algorithm is not one of the key's, or takes no encryption context */
export const encryptBy = (
  engine: Engine,
  key: Key,
  algorithm: EncryptionAlgorithm,
  plaintext: Uint8Array,
  context: z.infer<typeof encryptionContext>,
): Buffer => {
  assertAlgorithm(key, algorithm, context);
  return algorithm === 'SYMMETRIC_DEFAULT'
    ? encryptUnder(engine, key, plaintext, context).ciphertext
    : encryptRsa(engine.store.currentMaterial(key.id).bytes, algorithm, plaintext);
};

export const assertAlgorithm = (
  { arn, spec }: Key,
  algorithm: EncryptionAlgorithm,
  context: z.infer<typeof encryptionContext>,
): void => {
  if (specificationOf(spec).encryptionAlgorithms?.includes(algorithm) !== true) {
    throw invalidKeyUsage(`The algorithm ${algorithm} is incompatible with the key spec ${spec} of ${arn}.`);
  }
  if (algorithm !== 'SYMMETRIC_DEFAULT' && context !== undefined) {
    throw validation('An asymmetric key takes no encryption context.');
  }
};
