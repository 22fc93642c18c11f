import type { Month } from './cron-days.ts';
import type { CronExpression } from './cron-expression.ts';
import { toInstant, toLocalTime } from './zoned-time.ts';

const MINUTE_MILLIS = 60_000;

/** The first run strictly after a time, by the clocks of a time zone; undefined when there is none up to the year 2199. */
export const nextCron = (cron: CronExpression, afterMillis: number, timeZone: string): number | undefined => {
  const localAfter = toLocalTime(afterMillis, timeZone).asUtcMillis;
  for (const asUtcMillis of localTimes(cron, localAfter)) {
    const instant = toInstant({ asUtcMillis }, timeZone);
    // In an hour that comes twice, a later time on the clock may be an earlier one.
    if (instant !== undefined && instant > afterMillis) return instant;
  }
  return undefined;
};

/** What the clock shows at each run after a time on it, in order. */
function* localTimes(cron: CronExpression, localAfter: number): Generator<number> {
  for (const [year, month] of months(cron, new Date(localAfter))) {
    const days = cron.daysOf(monthOf(year, month)).toSorted((one, two) => one - two);
    for (const day of days) {
      for (const hour of cron.hours) {
        // An hour that has passed whole is not looked through minute by minute.
        if (Date.UTC(year, month - 1, day, hour, 59) <= localAfter) continue;
        for (const minute of cron.minutes) {
          const shown = Date.UTC(year, month - 1, day, hour) + minute * MINUTE_MILLIS;
          if (shown > localAfter) yield shown;
        }
      }
    }
  }
}

function* months(cron: CronExpression, after: Date): Generator<readonly [year: number, month: number]> {
  const [firstYear, firstMonth] = [after.getUTCFullYear(), after.getUTCMonth() + 1];
  for (const year of cron.years) {
    if (year < firstYear) continue;
    for (const month of cron.months) {
      if (year > firstYear || month >= firstMonth) yield [year, month];
    }
  }
}

const monthOf = (year: number, month: number): Month => ({
  length: new Date(Date.UTC(year, month, 0)).getUTCDate(),
  weekdayOf: (day) => new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1,
});
