import * as z from 'zod';
import { invalidState } from '../errors.ts';
import { keyOperation } from '../operation.ts';
import { keyId } from '../read-input.ts';

/** The key is disabled afterwards, not enabled. */
export const cancelKeyDeletion = keyOperation({
  name: 'CancelKeyDeletion',
  input: z.strictObject({ KeyId: keyId }),
  changes: true,
  run: ({ store }, key) => {
    if (key.deletion === undefined) throw invalidState(`${key.arn} is not pending deletion.`);
    store.save({ ...key, enabled: false, deletion: undefined });
    return { KeyId: key.arn };
  },
});
