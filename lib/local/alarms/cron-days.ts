import { type CronField, parseField, parseValue } from './cron-field.ts';
import { ScheduleExpressionError } from './schedule-expression-error.ts';

/** A month in which days are sought. */
export interface Month {
  /** 28 to 31. */
  readonly length: number;
  /** 1 for Sunday to 7 for Saturday, as cron expressions count them, of a day of this month. */
  readonly weekdayOf: (day: number) => number;
}

/** The days of a month that an expression means, in any order. */
export type MonthDays = (month: Month) => readonly number[];

const SUNDAY = 1;
const SATURDAY = 7;
const weekdayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const dayOfMonth: CronField = { name: 'day-of-month', least: 1, most: 31 };
const dayOfWeek: CronField = {
  name: 'day-of-week',
  least: SUNDAY,
  most: SATURDAY,
  words: new Map(weekdayNames.map((it, i) => [it, i + 1])),
};

const daysWhere = ({ length }: Month, holds: (day: number) => boolean): readonly number[] =>
  Array.from({ length }, (_, index) => index + 1).filter(holds);

/** `L`: the last day; `3W`: the working day nearest to the 3rd; `LW`: the last working day; else a set of numbers. */
export const parseDayOfMonth = (text: string): MonthDays => {
  if (text === 'L') return ({ length }) => [length];
  if (text === 'LW') return (month) => [nearestWorkingDay(month, month.length)];
  if (text.endsWith('W')) {
    const wanted = parseValue(text.slice(0, -1), dayOfMonth);
    return (month) => (wanted <= month.length ? [nearestWorkingDay(month, wanted)] : []);
  }
  const days = new Set(parseField(text, dayOfMonth));
  return (month) => daysWhere(month, (day) => days.has(day));
};

/** `L`: Saturday; `6L`: the last Friday; `3#2`: the second Tuesday; else a set of numbers or names. */
export const parseDayOfWeek = (text: string): MonthDays => {
  const [, ordinalDay, ordinal] = /^(\w+)#([1-5])$/.exec(text) ?? [];
  if (ordinalDay !== undefined && ordinal !== undefined) {
    const weekday = parseValue(ordinalDay, dayOfWeek);
    return (month) =>
      daysWhere(month, (day) => month.weekdayOf(day) === weekday && Math.ceil(day / 7) === Number(ordinal));
  }
  if (text.includes('#'))
    throw new ScheduleExpressionError(`${text} cannot stand in the field day-of-week of a cron expression`);
  if (text !== 'L' && text.endsWith('L')) {
    const weekday = parseValue(text.slice(0, -1), dayOfWeek);
    return (month) => daysWhere(month, (day) => month.weekdayOf(day) === weekday && day + 7 > month.length);
  }
  const weekdays = new Set(text === 'L' ? [SATURDAY] : parseField(text, dayOfWeek));
  return (month) => daysWhere(month, (day) => weekdays.has(month.weekdayOf(day)));
};

/** Monday to Friday, never in another month. */
const nearestWorkingDay = ({ length, weekdayOf }: Month, day: number): number => {
  if (weekdayOf(day) === SATURDAY) return day > 1 ? day - 1 : day + 2;
  if (weekdayOf(day) === SUNDAY) return day < length ? day + 1 : day - 2;
  return day;
};
