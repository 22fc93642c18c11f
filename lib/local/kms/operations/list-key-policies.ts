import * as z from 'zod';
import { keyOperation } from '../operation.ts';
import { keyId } from '../read-input.ts';
import { paging } from '../shapes.ts';

/** A key has one policy, named `default`. */
export const listKeyPolicies = keyOperation({
  name: 'ListKeyPolicies',
  input: z.strictObject({ KeyId: keyId, ...paging }),
  run: () => ({ PolicyNames: ['default'], Truncated: false }),
});
