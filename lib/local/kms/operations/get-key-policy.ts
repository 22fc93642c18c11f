import * as z from 'zod';
import { keyOperation } from '../operation.ts';
import { keyId } from '../read-input.ts';

export const getKeyPolicy = keyOperation({
  name: 'GetKeyPolicy',
  input: z.strictObject({ KeyId: keyId, PolicyName: z.literal('default').optional() }),
  run: (_, { policy }) => ({ Policy: policy, PolicyName: 'default' }),
});
