import * as z from 'zod';
import { keyOperation } from '../operation.ts';
import { keyId } from '../read-input.ts';
import { assertRotates } from './enable-key-rotation.ts';

export const getKeyRotationStatus = keyOperation({
  name: 'GetKeyRotationStatus',
  input: z.strictObject({ KeyId: keyId }),
  run: (_, key) => {
    assertRotates(key);
    return {
      KeyId: key.arn,
      KeyRotationEnabled: key.rotation !== undefined && key.deletion === undefined,
      ...(key.rotation === undefined
        ? {}
        : { RotationPeriodInDays: key.rotation.periodDays, NextRotationDate: key.rotation.atMillis / 1000 }),
    };
  },
});
