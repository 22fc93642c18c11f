import type { JsonObject } from '../../json.ts';
import type { Table } from '../table.ts';

const DAY_MILLIS = 24 * 60 * 60 * 1000;
/** How far behind the present AWS restores. */
const LAG_MILLIS = 5 * 60 * 1000;

/** What AWS would have to restore. Nothing is restored here. */
export const toBackupsDescription = ({ recoveryDays, history }: Table, nowMillis: number): JsonObject => ({
  ContinuousBackupsStatus: 'ENABLED',
  PointInTimeRecoveryDescription:
    recoveryDays === undefined
      ? { PointInTimeRecoveryStatus: 'DISABLED' }
      : {
          PointInTimeRecoveryStatus: 'ENABLED',
          RecoveryPeriodInDays: recoveryDays,
          ...restorable(history.recoverableSinceMillis ?? nowMillis, recoveryDays, nowMillis),
        },
});

const restorable = (sinceMillis: number, days: number, nowMillis: number): JsonObject => {
  const earliest = Math.max(sinceMillis, nowMillis - days * DAY_MILLIS);
  return {
    EarliestRestorableDateTime: earliest / 1000,
    LatestRestorableDateTime: Math.max(earliest, nowMillis - LAG_MILLIS) / 1000,
  };
};
