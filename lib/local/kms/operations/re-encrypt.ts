import * as z from 'zod';
import { readHeader } from '../crypto/ciphertext.ts';
import { contextConditions } from '../encryption-context.ts';
import { assertUsage, operation } from '../operation.ts';
import { blob, common, encryptionContext, keyId, stopDryRun } from '../read-input.ts';
import { rightToKey } from '../rights.ts';
import { CIPHERTEXT_LIMIT_BYTES, decryptBy, keyOf, rightToDecrypt, type Source } from './decrypt.ts';
import { encryptBy, encryptionAlgorithm } from './encrypt.ts';

const input = z.strictObject({
  CiphertextBlob: blob(CIPHERTEXT_LIMIT_BYTES),
  SourceEncryptionContext: encryptionContext,
  SourceKeyId: keyId.optional(),
  SourceEncryptionAlgorithm: encryptionAlgorithm.optional(),
  DestinationKeyId: keyId,
  DestinationEncryptionContext: encryptionContext,
  DestinationEncryptionAlgorithm: encryptionAlgorithm.optional(),
  ...common,
});

/** Decrypts and encrypts again; nobody outside sees the plaintext. */
export const reEncrypt = operation({
  name: 'ReEncrypt',
  input,
  rights: (engine, members) => {
    const source = sourceIn(members);
    const from = engine.keyring.seek(source.keyId ?? readHeader(source.ciphertext)?.keyId ?? '');
    const to = engine.keyring.seek(members.DestinationKeyId);
    const onSameKey = { 'kms:reencryptonsamekey': [String(from !== undefined && from.id === to?.id)] };
    const [sourceRight] = rightToDecrypt(engine, 'ReEncryptFrom', source);
    return [
      ...(sourceRight === undefined ? [] : [{ ...sourceRight, context: { ...sourceRight.context, ...onSameKey } }]),
      rightToKey(engine, 'ReEncryptTo', members.DestinationKeyId, {
        ...contextConditions(members.DestinationEncryptionContext),
        ...onSameKey,
        'kms:encryptionalgorithm': [members.DestinationEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT'],
      }),
    ];
  },
  run: (engine, members) => {
    const source = sourceIn(members);
    const from = keyOf(engine, source, 'ReEncrypt');
    const to = engine.keyring.find(members.DestinationKeyId);
    engine.keyring.assertUsable(to);
    assertUsage(to, 'ENCRYPT_DECRYPT', 'ReEncrypt');
    stopDryRun(members);
    const algorithm = members.DestinationEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT';
    const { plaintext, materialId } = decryptBy(engine, from, source);
    const ciphertext = encryptBy(engine, to, algorithm, plaintext, members.DestinationEncryptionContext);
    const madeWith = readHeader(ciphertext)?.materialId;
    return {
      CiphertextBlob: ciphertext.toString('base64'),
      SourceKeyId: from.arn,
      KeyId: to.arn,
      SourceEncryptionAlgorithm: source.algorithm,
      DestinationEncryptionAlgorithm: algorithm,
      ...(materialId === undefined ? {} : { SourceKeyMaterialId: materialId }),
      ...(algorithm === 'SYMMETRIC_DEFAULT' ? { DestinationKeyMaterialId: madeWith } : {}),
    };
  },
});

const sourceIn = (members: z.infer<typeof input>): Source => ({
  ciphertext: members.CiphertextBlob,
  algorithm: members.SourceEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
  context: members.SourceEncryptionContext,
  keyId: members.SourceKeyId,
});
