import * as z from 'zod';
import { invalidParameter, invalidRequest } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { readInput, secretId } from '../read-input.ts';

const DAY_MILLIS = 86_400_000;
const DEFAULT_WINDOW_DAYS = 30;
const input = z.strictObject({
  SecretId: secretId,
  RecoveryWindowInDays: z.number().int().optional(),
  ForceDeleteWithoutRecovery: z.boolean().optional(),
});

/** A secret that is to be deleted gives no value; until its window is over it can be restored. */
export const deleteSecret: Operation = {
  name: 'DeleteSecret',
  on: 'secret',
  conditions: ({ ForceDeleteWithoutRecovery: force, RecoveryWindowInDays: days }) => ({
    'secretsmanager:forcedeletewithoutrecovery': [String(force ?? false)],
    ...(days === undefined ? {} : { 'secretsmanager:recoverywindowindays': [String(days)] }),
  }),
  run: ({ catalog, store, states, database, iam, rotator }, request, { nowMillis }) => {
    const members = readInput(input, request);
    const {
      SecretId: id,
      RecoveryWindowInDays: days = DEFAULT_WINDOW_DAYS,
      ForceDeleteWithoutRecovery: force,
    } = members;
    if (force === true && members.RecoveryWindowInDays !== undefined) {
      throw invalidParameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
    }
    if (!(days >= 7 && days <= 30)) {
      throw invalidParameter('The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).');
    }
    const there = force === true ? catalog.seek(id) : catalog.findDeletedToo(id);
    // Whoever deletes for good and asks twice is not told that it is gone.
    if (there === undefined) return { ARN: catalog.arnOfSecret(id), Name: id, DeletionDate: nowMillis / 1000 };
    const { arn, name } = there;
    const deletesAtMillis = force === true ? nowMillis : nowMillis + days * DAY_MILLIS;
    database.write(() => {
      if (force === true) {
        store.destroy(arn);
        return;
      }
      if (states.of(arn).deletesAtMillis !== undefined) {
        throw invalidRequest(
          "You can't perform this operation on the secret because it was already scheduled for deletion.",
        );
      }
      states.set(arn, { deletesAtMillis });
    });
    if (force === true) iam.removeResourcePolicy(arn);
    rotator.schedule(arn);
    return { ARN: arn, Name: name, DeletionDate: deletesAtMillis / 1000 };
  },
};
