import { nextCron } from './next-cron.ts';
import { parseScheduleExpression, type ScheduleExpression } from './schedule-expression.ts';
import { toInstant } from './zoned-time.ts';

export interface Recurrence {
  /** @default UTC */
  readonly timeZone?: string | undefined;
  /** From when a rate counts, so that runs keep their times over a restart. @default the time after which a run is sought */
  readonly sinceMillis?: number | undefined;
}

/**
 * When a schedule runs next, strictly after a time; undefined when it never does again.
 *
 * Where clocks change, what falls into a skipped hour is left out, and what falls into a repeated one runs once, as
 * EventBridge Scheduler documents it.
 *
 * @param recurrence a time zone alone may be given as text
 * @throws ScheduleExpressionError for what is no schedule, RangeError for an unknown time zone
 */
export const nextRun = (
  expression: string | ScheduleExpression,
  afterMillis: number,
  recurrence: string | Recurrence = {},
): number | undefined => {
  const schedule = typeof expression === 'string' ? parseScheduleExpression(expression) : expression;
  const { timeZone = 'UTC', sinceMillis = afterMillis } =
    typeof recurrence === 'string' ? { timeZone: recurrence } : recurrence;
  switch (schedule.kind) {
    case 'rate':
      return nextOfRate(schedule.periodMillis, sinceMillis, afterMillis);
    case 'cron':
      return nextCron(schedule.cron, afterMillis, timeZone);
    case 'at': {
      const instant = toInstant(schedule.time, timeZone);
      return instant !== undefined && instant > afterMillis ? instant : undefined;
    }
  }
};

const nextOfRate = (periodMillis: number, sinceMillis: number, afterMillis: number): number =>
  sinceMillis + Math.max(1, Math.floor((afterMillis - sinceMillis) / periodMillis) + 1) * periodMillis;
