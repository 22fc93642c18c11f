import * as z from 'zod';
import { describe, versionsWithLabels } from '../describe.ts';
import type { Operation } from '../operation.ts';
import { readInput, secretId } from '../read-input.ts';

const input = z.strictObject({ SecretId: secretId });

/** Everything but the value, of a secret that is to be deleted, too. */
export const describeSecret: Operation = {
  name: 'DescribeSecret',
  on: 'secret',
  run: (engine, request) => {
    const secret = engine.catalog.findDeletedToo(readInput(input, request).SecretId);
    return { ...describe(engine, secret), VersionIdsToStages: versionsWithLabels(engine.store.stages(secret.arn)) };
  },
};
