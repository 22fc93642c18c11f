import * as z from 'zod';
import { unsupported } from '../errors.ts';
import type { Key } from '../key.ts';
import { keyOperation } from '../operation.ts';
import { keyId } from '../read-input.ts';

const DAY_MILLIS = 86_400_000;
const DEFAULT_PERIOD_DAYS = 365;

/** From the first period on, what is encrypted is so under new material; the old goes on to decrypt. */
export const enableKeyRotation = keyOperation({
  name: 'EnableKeyRotation',
  input: z.strictObject({ KeyId: keyId, RotationPeriodInDays: z.number().int().min(90).max(2560).optional() }),
  changes: true,
  conditions: ({ RotationPeriodInDays: days = DEFAULT_PERIOD_DAYS }) => ({
    'kms:rotationperiodindays': [String(days)],
  }),
  run: ({ keyring, store }, key, { RotationPeriodInDays: periodDays = DEFAULT_PERIOD_DAYS }, { nowMillis }) => {
    assertRotates(key);
    keyring.assertUsable(key);
    store.save({ ...key, rotation: { periodDays, atMillis: nowMillis + periodDays * DAY_MILLIS } });
    return {};
  },
});

/** @throws AwsError `UnsupportedOperationException` */
export const assertRotates = ({ arn, spec }: Key): void => {
  if (spec !== 'SYMMETRIC_DEFAULT') throw unsupported(`${arn} does not rotate: its key spec is ${spec}.`);
};
