import * as z from 'zod';
import type { Right } from '../../aws-service.ts';
import { readHeader } from '../crypto/ciphertext.ts';
import { decryptRsa } from '../crypto/rsa-encryption.ts';
import { decryptUnder } from '../encrypt-under.ts';
import { contextConditions, type EncryptionContext } from '../encryption-context.ts';
import type { Engine } from '../engine.ts';
import { incorrectKey, invalidCiphertext } from '../errors.ts';
import type { Key } from '../key.ts';
import type { EncryptionAlgorithm } from '../key-specs.ts';
import { assertUsage, operation } from '../operation.ts';
import { blob, common, encryptionContext, keyId, stopDryRun } from '../read-input.ts';
import { rightToKey } from '../rights.ts';
import { assertAlgorithm, encryptionAlgorithm } from './encrypt.ts';

export const CIPHERTEXT_LIMIT_BYTES = 6144;

export const decrypt = operation({
  name: 'Decrypt',
  input: z.strictObject({
    CiphertextBlob: blob(CIPHERTEXT_LIMIT_BYTES),
    EncryptionContext: encryptionContext,
    KeyId: keyId.optional(),
    EncryptionAlgorithm: encryptionAlgorithm.optional(),
    ...common,
  }),
  rights: (engine, input) => rightToDecrypt(engine, 'Decrypt', sourceIn(input)),
  run: (engine, input) => {
    const source = sourceIn(input);
    const key = keyOf(engine, source, 'Decrypt');
    stopDryRun(input);
    const { plaintext, materialId } = decryptBy(engine, key, source);
    return {
      KeyId: key.arn,
      Plaintext: plaintext.toString('base64'),
      EncryptionAlgorithm: source.algorithm,
      ...(materialId === undefined ? {} : { KeyMaterialId: materialId }),
    };
  },
});

/** What is to be decrypted, and what is said of it. */
export interface Source {
  readonly ciphertext: Buffer;
  readonly algorithm: EncryptionAlgorithm;
  readonly context: EncryptionContext | undefined;
  /** A symmetric ciphertext tells its key itself. */
  readonly keyId: string | undefined;
}

/** Of bytes that no key here has made there is no key that anybody could have a right to: they are refused later. */
export const rightToDecrypt = (engine: Engine, action: string, source: Source): readonly Right[] => {
  const id = source.keyId ?? readHeader(source.ciphertext)?.keyId;
  if (id === undefined) return [];
  const conditions = { ...contextConditions(source.context), 'kms:encryptionalgorithm': [source.algorithm] };
  return [rightToKey(engine, action, id, conditions)];
};

/** @throws AwsError unless the ciphertext is one of the key that is named, or of its own when none is, and it is usable */
export const keyOf = (engine: Engine, { ciphertext, algorithm, keyId, context }: Source, operation: string): Key => {
  const header = algorithm === 'SYMMETRIC_DEFAULT' ? readHeader(ciphertext) : undefined;
  if (algorithm === 'SYMMETRIC_DEFAULT' && header === undefined) throw invalidCiphertext();
  const id = keyId ?? header?.keyId;
  if (id === undefined) throw invalidCiphertext();
  const key = engine.keyring.find(id);
  assertUsage(key, 'ENCRYPT_DECRYPT', operation);
  if (header !== undefined && header.keyId !== key.id) throw incorrectKey();
  assertAlgorithm(key, algorithm, context);
  engine.keyring.assertUsable(key);
  return key;
};

export const decryptBy = (
  engine: Engine,
  key: Key,
  { ciphertext, algorithm, context }: Source,
): { readonly plaintext: Buffer; readonly materialId?: string } =>
  algorithm === 'SYMMETRIC_DEFAULT'
    ? decryptUnder(engine, key, ciphertext, context)
    : { plaintext: decryptRsa(engine.store.currentMaterial(key.id).bytes, algorithm, ciphertext) };

const sourceIn = (input: {
  readonly CiphertextBlob: Buffer;
  readonly EncryptionContext?: EncryptionContext | undefined;
  readonly KeyId?: string | undefined;
  readonly EncryptionAlgorithm?: EncryptionAlgorithm | undefined;
}): Source => ({
  ciphertext: input.CiphertextBlob,
  algorithm: input.EncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
  context: input.EncryptionContext,
  keyId: input.KeyId,
});
