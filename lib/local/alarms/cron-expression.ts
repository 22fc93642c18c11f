import { type MonthDays, parseDayOfMonth, parseDayOfWeek } from './cron-days.ts';
import { type CronField, parseField } from './cron-field.ts';
import { ScheduleExpressionError } from './schedule-expression-error.ts';

/** The six fields of an AWS cron expression, ready to be matched. */
export interface CronExpression {
  /** In rising order, as all of the lists. */
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: readonly number[];
  readonly years: readonly number[];
  /** Which days of a month, by whichever of the two day fields is not `?`. */
  readonly daysOf: MonthDays;
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

const minutes: CronField = { name: 'minutes', least: 0, most: 59 };
const hours: CronField = { name: 'hours', least: 0, most: 23 };
const months: CronField = { name: 'month', least: 1, most: 12, words: new Map(monthNames.map((it, i) => [it, i + 1])) };
const years: CronField = { name: 'year', least: 1970, most: 2199 };

/**
 * `minutes hours day-of-month month day-of-week year`. Amazon EventBridge User Guide, "Setting a schedule pattern":
 * exactly one of the two day fields is `?`.
 *
 * @throws ScheduleExpressionError that names the field
 */
export const parseCron = (text: string): CronExpression => {
  const fields = text.trim().split(/ +/);
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields;
  if (fields.length !== 6) throw new ScheduleExpressionError(`cron(${text}) must have six fields`);
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new ScheduleExpressionError(`cron(${text}) must have ? as day-of-month or as day-of-week, and not as both`);
  }
  return {
    minutes: parseField(minute, minutes),
    hours: parseField(hour, hours),
    months: parseField(month, months),
    years: parseField(year, years),
    daysOf: dayOfMonth === '?' ? parseDayOfWeek(dayOfWeek) : parseDayOfMonth(dayOfMonth),
  };
};
