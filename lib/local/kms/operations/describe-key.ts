import * as z from 'zod';
import { keyOperation } from '../operation.ts';
import { keyId } from '../read-input.ts';
import { toMetadata } from '../to-metadata.ts';

export const describeKey = keyOperation({
  name: 'DescribeKey',
  input: z.strictObject({ KeyId: keyId, GrantTokens: z.array(z.string()).optional() }),
  takesAlias: true,
  run: ({ environment, store }, key) => ({
    KeyMetadata: toMetadata(environment, key, store.materials(key.id).at(-1)?.id),
  }),
});
