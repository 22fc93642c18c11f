import * as z from 'zod';
import { DEFAULT_RECOVERY_DAYS, recoveryDays } from '../definition/table-shape.ts';
import { validationError } from '../errors.ts';
import type { TableDefinition } from '../table.ts';
import { findBackedUp } from './describe-continuous-backups.ts';
import { tableName } from './members.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { rightTo } from './rights.ts';
import { toBackupsDescription } from './to-backups-description.ts';

const input = z.strictObject({
  TableName: tableName,
  PointInTimeRecoverySpecification: z.strictObject({
    PointInTimeRecoveryEnabled: z.boolean(),
    RecoveryPeriodInDays: recoveryDays.optional(),
  }),
});

/** Remembered and shown as AWS does; what it promises, a restore, is refused here. */
export const updateContinuousBackups: Operation = {
  name: 'UpdateContinuousBackups',
  rights: (engine, request) => [rightTo(engine, 'UpdateContinuousBackups', request)],
  run: (engine, request, { nowMillis }) => {
    const { TableName: name, PointInTimeRecoverySpecification: specification } = readInput(input, request);
    const { PointInTimeRecoveryEnabled: enabled, RecoveryPeriodInDays: days = DEFAULT_RECOVERY_DAYS } = specification;
    if (!enabled && specification.RecoveryPeriodInDays !== undefined) {
      throw validationError(
        'Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.',
      );
    }
    const change = ({ recoveryDays: _, ...definition }: TableDefinition): TableDefinition =>
      enabled ? { ...definition, recoveryDays: days } : definition;
    const table = findBackedUp(engine, name);
    engine.writes.flush();
    const changed = engine.catalog.change(table, change);
    return { ContinuousBackupsDescription: toBackupsDescription(changed, nowMillis) };
  },
};
