import * as z from 'zod';
import type { Operation } from '../operation.ts';
import { readInput, secretId } from '../read-input.ts';

const input = z.strictObject({ SecretId: secretId, TagKeys: z.array(z.string().min(1).max(128)) });

export const untagResource: Operation = {
  name: 'UntagResource',
  on: 'secret',
  conditions: (request) => ({ 'aws:tagkeys': readInput(input, request).TagKeys }),
  run: ({ catalog, store }, request, { nowMillis }) => {
    const members = readInput(input, request);
    const { arn, tags } = catalog.find(members.SecretId);
    store.change(arn, { tags: tags.filter(({ Key: name }) => !members.TagKeys.includes(name)) }, nowMillis);
    return {};
  },
};
