import * as z from 'zod';
import { toPublicKey } from '../crypto/key-material.ts';
import { unsupported } from '../errors.ts';
import { specificationOf } from '../key-specs.ts';
import { keyOperation } from '../operation.ts';
import { keyId } from '../read-input.ts';
import { algorithmsOf } from '../to-metadata.ts';

export const getPublicKey = keyOperation({
  name: 'GetPublicKey',
  input: z.strictObject({ KeyId: keyId, GrantTokens: z.array(z.string()).optional() }),
  takesAlias: true,
  run: ({ keyring, store }, key) => {
    if (specificationOf(key.spec).generation.kind === 'random') {
      throw unsupported(`${key.arn} has no public key: its key spec is ${key.spec}.`);
    }
    keyring.assertUsable(key);
    return {
      KeyId: key.arn,
      PublicKey: toPublicKey(store.currentMaterial(key.id).bytes).toString('base64'),
      CustomerMasterKeySpec: key.spec,
      KeySpec: key.spec,
      KeyUsage: key.usage,
      ...algorithmsOf(key),
    };
  },
});
