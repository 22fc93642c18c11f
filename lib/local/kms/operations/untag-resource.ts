import * as z from 'zod';
import { invalidState } from '../errors.ts';
import { keyOperation } from '../operation.ts';
import { keyId } from '../read-input.ts';

export const untagResource = keyOperation({
  name: 'UntagResource',
  input: z.strictObject({ KeyId: keyId, TagKeys: z.array(z.string().min(1).max(128)) }),
  changes: true,
  conditions: ({ TagKeys: names }) => ({ 'aws:tagkeys': names }),
  run: ({ store }, key, { TagKeys: names }) => {
    if (key.deletion !== undefined) throw invalidState(`${key.arn} is pending deletion.`);
    store.save({ ...key, tags: key.tags.filter(({ TagKey: name }) => !names.includes(name)) });
    return {};
  },
});
