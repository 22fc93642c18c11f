import * as z from 'zod';
import type { Operation } from '../operation.ts';
import { readInput, secretId } from '../read-input.ts';

const input = z.strictObject({ SecretId: secretId });

export const deleteResourcePolicy: Operation = {
  name: 'DeleteResourcePolicy',
  on: 'secret',
  run: ({ catalog, states, iam, declaredPolicies }, request) => {
    const { arn, name } = catalog.find(readInput(input, request).SecretId);
    iam.removeResourcePolicy(arn);
    declaredPolicies.delete(arn);
    states.set(arn, { policy: undefined });
    return { ARN: arn, Name: name };
  },
};
