import * as z from 'zod';
import { present } from '../describe.ts';
import type { Operation } from '../operation.ts';
import { readInput, secretId } from '../read-input.ts';

const input = z.strictObject({ SecretId: secretId });

export const getResourcePolicy: Operation = {
  name: 'GetResourcePolicy',
  on: 'secret',
  run: ({ catalog, states, declaredPolicies }, request) => {
    const { arn, name } = catalog.find(readInput(input, request).SecretId);
    return present({ ARN: arn, Name: name, ResourcePolicy: states.of(arn).policy ?? declaredPolicies.get(arn) });
  },
};
