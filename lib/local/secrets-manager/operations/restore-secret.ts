import * as z from 'zod';
import type { Operation } from '../operation.ts';
import { readInput, secretId } from '../read-input.ts';

const input = z.strictObject({ SecretId: secretId });

/** Calls a deletion off. */
export const restoreSecret: Operation = {
  name: 'RestoreSecret',
  on: 'secret',
  run: ({ catalog, states, rotator }, request) => {
    const { arn, name } = catalog.findDeletedToo(readInput(input, request).SecretId);
    states.set(arn, { deletesAtMillis: undefined });
    rotator.schedule(arn);
    return { ARN: arn, Name: name };
  },
};
