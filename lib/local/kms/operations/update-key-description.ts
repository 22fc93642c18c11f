import * as z from 'zod';
import { invalidState } from '../errors.ts';
import { keyOperation } from '../operation.ts';
import { keyId } from '../read-input.ts';
import { description } from '../shapes.ts';

export const updateKeyDescription = keyOperation({
  name: 'UpdateKeyDescription',
  input: z.strictObject({ KeyId: keyId, Description: description }),
  changes: true,
  run: ({ store }, key, { Description: text }) => {
    if (key.deletion !== undefined) throw invalidState(`${key.arn} is pending deletion.`);
    store.save({ ...key, description: text });
    return {};
  },
});
