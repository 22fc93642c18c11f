import * as z from 'zod';
import type { Operation } from '../operation.ts';
import { readInput, secretId } from '../read-input.ts';

const input = z.strictObject({ SecretId: secretId });

/** Turns rotation off. The step that runs is not ended; none comes after it. */
export const cancelRotateSecret: Operation = {
  name: 'CancelRotateSecret',
  on: 'secret',
  run: ({ catalog, rotator }, request) => {
    const { arn, name } = catalog.find(readInput(input, request).SecretId);
    const versionId = rotator.cancel(arn);
    return { ARN: arn, Name: name, ...(versionId === undefined ? {} : { VersionId: versionId }) };
  },
};
