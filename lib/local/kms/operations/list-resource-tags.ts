import * as z from 'zod';
import { keyOperation } from '../operation.ts';
import { pageOf } from '../page.ts';
import { keyId } from '../read-input.ts';
import { paging } from '../shapes.ts';

export const listResourceTags = keyOperation({
  name: 'ListResourceTags',
  input: z.strictObject({ KeyId: keyId, ...paging }),
  run: (_, key, input) => {
    const { page, more } = pageOf(key.tags, input, ({ TagKey: name }) => name, 50);
    return { Tags: page, ...more };
  },
});
