import * as z from 'zod';
import { invalidState } from '../errors.ts';
import { keyOperation } from '../operation.ts';
import { keyId } from '../read-input.ts';

const DAY_MILLIS = 86_400_000;
const DEFAULT_WINDOW_DAYS = 30;

/** A key that is to be deleted is used for nothing; until then that can be called off. */
export const scheduleKeyDeletion = keyOperation({
  name: 'ScheduleKeyDeletion',
  input: z.strictObject({ KeyId: keyId, PendingWindowInDays: z.number().int().min(7).max(30).optional() }),
  changes: true,
  conditions: ({ PendingWindowInDays: days = DEFAULT_WINDOW_DAYS }) => ({
    'kms:scheduledeletionpendingwindowindays': [String(days)],
  }),
  run: ({ store }, key, { PendingWindowInDays: windowDays = DEFAULT_WINDOW_DAYS }, { nowMillis }) => {
    if (key.deletion !== undefined) throw invalidState(`${key.arn} is pending deletion.`);
    const atMillis = nowMillis + windowDays * DAY_MILLIS;
    store.save({ ...key, enabled: false, deletion: { windowDays, atMillis } });
    return {
      KeyId: key.arn,
      DeletionDate: atMillis / 1000,
      KeyState: 'PendingDeletion',
      PendingWindowInDays: windowDays,
    };
  },
});
