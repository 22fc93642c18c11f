import { ScheduleExpressionError } from './schedule-expression-error.ts';

/** A field of a cron expression that is a set of numbers. */
export interface CronField {
  /** `day-of-week`, for messages. */
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** `MON`, in upper case, and its number. */
  readonly words?: ReadonlyMap<string, number>;
}

/**
 * Numbers, names, ranges, lists, `*` and steps: `0/15`, `8-18`, `MON,WED`. In rising order, each once.
 *
 * @throws ScheduleExpressionError for anything else, and for a number out of bounds or a range that runs backwards
 */
export const parseField = (text: string, field: CronField): readonly number[] => {
  const values = new Set(text.split(',').flatMap((element) => parseElement(element, field)));
  return [...values].sort((one, two) => one - two);
};

const parseElement = (element: string, field: CronField): readonly number[] => {
  const [range = '', step, ...more] = element.split('/');
  if (more.length > 0) throw wrong(element, field);
  const [first, last] = parseRange(range, step !== undefined, field);
  const by = step === undefined ? 1 : parseNumber(step, field);
  if (!(by >= 1 && by <= field.most)) throw wrong(element, field);
  const values: number[] = [];
  for (let value = first; value <= last; value += by) values.push(value);
  return values;
};

/** What stands before the step, or without one. A number with a step begins a range that has no end. */
const parseRange = (text: string, hasStep: boolean, field: CronField): readonly [number, number] => {
  if (text === '*') return [field.least, field.most];
  const [from = '', to, ...more] = text.split('-');
  const first = parseValue(from, field);
  const last = to === undefined ? (hasStep ? field.most : first) : parseValue(to, field);
  if (more.length > 0 || !(first <= last)) throw wrong(text, field);
  return [first, last];
};

/** A number of the field, or its name. */
export const parseValue = (text: string, field: CronField): number => {
  const value = field.words?.get(text.toUpperCase()) ?? parseNumber(text, field);
  if (!(value >= field.least && value <= field.most)) throw wrong(text, field);
  return value;
};

const parseNumber = (text: string, field: CronField): number => {
  if (!/^\d{1,4}$/.test(text)) throw wrong(text, field);
  return Number(text);
};

const wrong = (text: string, { name }: CronField): ScheduleExpressionError =>
  new ScheduleExpressionError(
    `${text === '' ? 'Nothing' : text} cannot stand in the field ${name} of a cron expression`,
  );
