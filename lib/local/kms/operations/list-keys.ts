import * as z from 'zod';
import { operation } from '../operation.ts';
import { pageOf } from '../page.ts';
import { paging } from '../shapes.ts';

export const listKeys = operation({
  name: 'ListKeys',
  input: z.strictObject(paging),
  rights: () => [{ action: 'kms:ListKeys', resource: '*' }],
  run: ({ keyring }, input) => {
    const { page, more } = pageOf(keyring.keys(), input, ({ id }) => id, 100);
    return { Keys: page.map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })), ...more };
  },
});
