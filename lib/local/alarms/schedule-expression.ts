import { type CronExpression, parseCron } from './cron-expression.ts';
import { ScheduleExpressionError } from './schedule-expression-error.ts';
import type { LocalTime } from './zoned-time.ts';

/** As it was written: EventBridge rules want the singular for one and the plural for more, schedules take either. */
export type RateUnit = 'minute' | 'minutes' | 'hour' | 'hours' | 'day' | 'days';

export type ScheduleExpression =
  | { readonly kind: 'rate'; readonly value: number; readonly unit: RateUnit; readonly periodMillis: number }
  | { readonly kind: 'cron'; readonly cron: CronExpression }
  /** Once, on the clock of a time zone. */
  | { readonly kind: 'at'; readonly time: LocalTime };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const periods: Readonly<Record<RateUnit, number>> = {
  minute: MINUTE,
  minutes: MINUTE,
  hour: HOUR,
  hours: HOUR,
  day: DAY,
  days: DAY,
};

const isUnit = (text: string): text is RateUnit => Object.hasOwn(periods, text);

/**
 * `rate(5 minutes)`, `cron(0 8 ? * MON-FRI *)` or `at(2026-11-22T08:00:00)`. Amazon EventBridge Scheduler User Guide,
 * "Schedule types in EventBridge Scheduler".
 *
 * @throws ScheduleExpressionError
 */
export const parseScheduleExpression = (text: string): ScheduleExpression => {
  const [, kind = '', content = ''] = /^(rate|cron|at)\(([^()]*)\)$/.exec(text) ?? [];
  const read = readers.get(kind);
  if (read === undefined) throw new ScheduleExpressionError(`${text} is not rate(…), cron(…) or at(…)`);
  return read(content);
};

const parseRate = (content: string): ScheduleExpression => {
  const [, digits = '', unit = ''] = /^(\d{1,9}) ([a-z]+)$/.exec(content) ?? [];
  const value = Number(digits);
  if (!isUnit(unit) || !(value >= 1)) {
    throw new ScheduleExpressionError(`rate(${content}) is not a positive number of minutes, hours or days`);
  }
  return { kind: 'rate', value, unit, periodMillis: value * periods[unit] };
};

const parseAt = (content: string): ScheduleExpression => {
  const instant = Date.parse(`${content}Z`);
  // Date.parse takes the 31st of April for the 1st of May: only what is written back the same is a date.
  if (Number.isNaN(instant) || new Date(instant).toISOString() !== `${content}.000Z`) {
    throw new ScheduleExpressionError(`at(${content}) is not a time such as 2026-11-22T08:00:00`);
  }
  return { kind: 'at', time: { asUtcMillis: instant } };
};

const readers: ReadonlyMap<string, (content: string) => ScheduleExpression> = new Map([
  ['rate', parseRate],
  ['at', parseAt],
  ['cron', (content) => ({ kind: 'cron', cron: parseCron(content) })],
]);
