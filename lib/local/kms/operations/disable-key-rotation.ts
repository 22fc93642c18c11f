import * as z from 'zod';
import { keyOperation } from '../operation.ts';
import { keyId } from '../read-input.ts';
import { assertRotates } from './enable-key-rotation.ts';

export const disableKeyRotation = keyOperation({
  name: 'DisableKeyRotation',
  input: z.strictObject({ KeyId: keyId }),
  changes: true,
  run: ({ keyring, store }, key) => {
    assertRotates(key);
    keyring.assertUsable(key);
    store.save({ ...key, rotation: undefined });
    return {};
  },
});
