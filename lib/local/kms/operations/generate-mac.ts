import { createHmac } from 'node:crypto';
import * as z from 'zod';
import type { Engine } from '../engine.ts';
import { invalidKeyUsage } from '../errors.ts';
import type { Key } from '../key.ts';
import { type MacAlgorithm, specificationOf } from '../key-specs.ts';
import { keyOperation } from '../operation.ts';
import { blob, common, keyId } from '../read-input.ts';

const MESSAGE_LIMIT_BYTES = 4096;

/** What `GenerateMac` and `VerifyMac` take alike. */
export const macMembers = {
  KeyId: keyId,
  Message: blob(MESSAGE_LIMIT_BYTES),
  MacAlgorithm: z.enum(['HMAC_SHA_224', 'HMAC_SHA_256', 'HMAC_SHA_384', 'HMAC_SHA_512']),
  ...common,
};

export const generateMac = keyOperation({
  name: 'GenerateMac',
  input: z.strictObject(macMembers),
  uses: 'GENERATE_VERIFY_MAC',
  conditions: ({ MacAlgorithm: algorithm }) => ({ 'kms:macalgorithm': [algorithm] }),
  run: (engine, key, { Message: message, MacAlgorithm: algorithm }) => ({
    KeyId: key.arn,
    MacAlgorithm: algorithm,
    Mac: macOf(engine, key, algorithm, message).toString('base64'),
  }),
});

/** @throws AwsError `InvalidKeyUsageException` for an algorithm that is not the key's */
export const macOf = ({ store }: Engine, key: Key, algorithm: MacAlgorithm, message: Uint8Array): Buffer => {
  if (specificationOf(key.spec).macAlgorithms?.includes(algorithm) !== true) {
    throw invalidKeyUsage(`The algorithm ${algorithm} is incompatible with the key spec ${key.spec}.`);
  }
  const hash = algorithm.replace('HMAC_SHA_', 'sha');
  return createHmac(hash, store.currentMaterial(key.id).bytes).update(message).digest();
};
