import * as z from 'zod';
import { makeMaterial, toPublicKey } from '../crypto/key-material.ts';
import { encryptUnder } from '../encrypt-under.ts';
import { contextConditions } from '../encryption-context.ts';
import type { Engine } from '../engine.ts';
import type { Key } from '../key.ts';
import { keyPairSpecs, specificationOf } from '../key-specs.ts';
import { keyOperation } from '../operation.ts';
import { common, encryptionContext, keyId } from '../read-input.ts';
import { assertAlgorithm } from './encrypt.ts';

const input = z.strictObject({
  KeyId: keyId,
  EncryptionContext: encryptionContext,
  KeyPairSpec: z.enum(keyPairSpecs),
  ...common,
});
type Input = z.infer<typeof input>;

const conditions = ({ EncryptionContext: context, KeyPairSpec: spec }: Input) => ({
  ...contextConditions(context),
  'kms:encryptionalgorithm': ['SYMMETRIC_DEFAULT'],
  'kms:datakeypairspec': [spec],
});

/** A pair to sign or encrypt with elsewhere; the private key in PKCS #8, the public one in X.509 form, both DER. */
export const generateDataKeyPair = keyOperation({
  name: 'GenerateDataKeyPair',
  input,
  uses: 'ENCRYPT_DECRYPT',
  conditions,
  run: async (engine, key, members) => {
    const { privateKey, output } = await generate(engine, key, members);
    return { ...output, PrivateKeyPlaintext: privateKey.toString('base64') };
  },
});

export const generateDataKeyPairWithoutPlaintext = keyOperation({
  name: 'GenerateDataKeyPairWithoutPlaintext',
  input,
  uses: 'ENCRYPT_DECRYPT',
  conditions,
  run: async (engine, key, members) => (await generate(engine, key, members)).output,
});

const generate = async (engine: Engine, key: Key, { KeyPairSpec: spec, EncryptionContext: context }: Input) => {
  assertAlgorithm(key, 'SYMMETRIC_DEFAULT', context);
  const privateKey = await makeMaterial(specificationOf(spec).generation);
  const { ciphertext, materialId } = encryptUnder(engine, key, privateKey, context);
  const output = {
    KeyId: key.arn,
    KeyPairSpec: spec,
    PrivateKeyCiphertextBlob: ciphertext.toString('base64'),
    PublicKey: toPublicKey(privateKey).toString('base64'),
    KeyMaterialId: materialId,
  };
  return { privateKey, output };
};
