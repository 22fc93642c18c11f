import * as z from 'zod';
import { keyOperation } from '../operation.ts';
import { declarePolicy } from '../policies.ts';
import { keyId } from '../read-input.ts';
import { policyText } from '../shapes.ts';
import { malformedPolicy } from './create-key.ts';

/** The policy is in force when this is answered. Does not check that it lets anybody change it again. */
export const putKeyPolicy = keyOperation({
  name: 'PutKeyPolicy',
  input: z.strictObject({
    KeyId: keyId,
    PolicyName: z.literal('default').optional(),
    Policy: policyText,
    BypassPolicyLockoutSafetyCheck: z.boolean().optional(),
  }),
  changes: true,
  conditions: ({ BypassPolicyLockoutSafetyCheck: bypass = false }) => ({
    'kms:bypasspolicylockoutsafetycheck': [String(bypass)],
  }),
  run: ({ environment, iam, store }, key, { Policy: policy }) => {
    try {
      declarePolicy(environment, iam, key.id, policy);
    } catch (error) {
      throw malformedPolicy(error);
    }
    store.save({ ...key, policy });
    return {};
  },
});
