import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { encryptUnder } from '../encrypt-under.ts';
import { contextConditions } from '../encryption-context.ts';
import type { Engine } from '../engine.ts';
import { validation } from '../errors.ts';
import type { Key } from '../key.ts';
import { keyOperation } from '../operation.ts';
import { common, encryptionContext, keyId } from '../read-input.ts';
import { assertAlgorithm } from './encrypt.ts';

const LONGEST = 1024;
const input = z.strictObject({
  KeyId: keyId,
  EncryptionContext: encryptionContext,
  KeySpec: z.enum(['AES_128', 'AES_256']).optional(),
  NumberOfBytes: z.number().int().min(1).max(LONGEST).optional(),
  ...common,
});
type Input = z.infer<typeof input>;

const conditions = ({ EncryptionContext: context }: Input) => ({
  ...contextConditions(context),
  'kms:encryptionalgorithm': ['SYMMETRIC_DEFAULT'],
});

/** A key to encrypt with elsewhere, and the same encrypted, to be kept beside what it encrypts. */
export const generateDataKey = keyOperation({
  name: 'GenerateDataKey',
  input,
  uses: 'ENCRYPT_DECRYPT',
  conditions,
  run: (engine, key, members) => {
    const { plaintext, output } = generate(engine, key, members);
    return { ...output, Plaintext: plaintext.toString('base64') };
  },
});

export const generateDataKeyWithoutPlaintext = keyOperation({
  name: 'GenerateDataKeyWithoutPlaintext',
  input,
  uses: 'ENCRYPT_DECRYPT',
  conditions,
  run: (engine, key, members) => generate(engine, key, members).output,
});

const generate = (
  engine: Engine,
  key: Key,
  { KeySpec: spec, NumberOfBytes: bytes, EncryptionContext: context }: Input,
) => {
  if ((spec === undefined) === (bytes === undefined)) {
    throw validation('Please specify either number of bytes or key spec.');
  }
  assertAlgorithm(key, 'SYMMETRIC_DEFAULT', context);
  const plaintext = randomBytes(bytes ?? (spec === 'AES_128' ? 16 : 32));
  const { ciphertext, materialId } = encryptUnder(engine, key, plaintext, context);
  const output = { KeyId: key.arn, CiphertextBlob: ciphertext.toString('base64'), KeyMaterialId: materialId };
  return { plaintext, output };
};
