/** What clocks and calendars of some place show, written as the milliseconds at which UTC shows the same. */
export interface LocalTime {
  readonly asUtcMillis: number;
}

const DAY_MILLIS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether it is a name of the time zone database, such as `Europe/Berlin`, or `UTC`. */
export const isTimeZone = (name: string): boolean => {
  // Intl takes offsets such as +01:00, too, which AWS does not.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
};

/** @throws RangeError for an unknown time zone */
export const toLocalTime = (millis: number, timeZone: string): LocalTime => {
  if (timeZone === 'UTC') return { asUtcMillis: millis };
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(millis)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? Number.NaN;
  const seconds = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return { asUtcMillis: seconds + modulo(millis, 1000) };
};

/**
 * When clocks there first show the time. Undefined for an hour that is skipped when clocks go forward; when they go
 * back, the hour comes twice, and the first counts.
 */
export const toInstant = ({ asUtcMillis }: LocalTime, timeZone: string): number | undefined => {
  if (timeZone === 'UTC') return asUtcMillis;
  const offsetAt = (millis: number): number => toLocalTime(millis, timeZone).asUtcMillis - millis;
  const candidates = [asUtcMillis - DAY_MILLIS, asUtcMillis + DAY_MILLIS].map(
    (around) => asUtcMillis - offsetAt(around),
  );
  return candidates
    .sort((one, two) => one - two)
    .find((candidate) => toLocalTime(candidate, timeZone).asUtcMillis === asUtcMillis);
};

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
};

const modulo = (value: number, by: number): number => ((value % by) + by) % by;
