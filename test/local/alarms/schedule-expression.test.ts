import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { isTimeZone, nextRun, parseScheduleExpression, withinWindow } from '../../../lib/local/alarms/index.ts';

const at = (text: string): number => Date.parse(text);
const iso = (millis: number | undefined): string | undefined =>
  millis === undefined ? undefined : new Date(millis).toISOString().replace(/:\d\d\.000Z$/, 'Z');
const next = (expression: string, after: string, timeZone?: string) => iso(nextRun(expression, at(after), timeZone));

/** The next runs, one after the other. */
const runs = (expression: string, after: string, count: number, timeZone?: string): readonly (string | undefined)[] => {
  const found: (string | undefined)[] = [];
  let last: number | undefined = at(after);
  for (let i = 0; i < count && last !== undefined; i += 1) {
    last = nextRun(expression, last, timeZone);
    found.push(iso(last));
  }
  return found;
};

describe('a rate', () => {
  it('counts from when it was asked, or from its beginning', () => {
    assert.equal(next('rate(1 minute)', '2026-11-22T08:00Z'), '2026-11-22T08:01Z');
    assert.equal(next('rate(12 hours)', '2026-11-22T08:00Z'), '2026-11-22T20:00Z');
    assert.equal(next('rate(30 days)', '2026-11-22T08:00Z'), '2026-12-22T08:00Z');
    const since = (after: string) =>
      iso(nextRun('rate(5 minutes)', at(after), { sinceMillis: at('2026-11-22T08:02Z') }));
    assert.equal(since('2026-11-22T08:00Z'), '2026-11-22T08:07Z');
    assert.equal(since('2026-11-22T08:06Z'), '2026-11-22T08:07Z');
    assert.equal(since('2026-11-22T08:07Z'), '2026-11-22T08:12Z');
  });

  it('says how its unit was written', () => {
    const expression = parseScheduleExpression('rate(1 minutes)');
    assert.deepEqual(expression, { kind: 'rate', value: 1, unit: 'minutes', periodMillis: 60_000 });
  });
});

describe('a single time', () => {
  it('comes once, on the clock of its time zone', () => {
    assert.equal(next('at(2026-11-22T08:30:00)', '2026-11-22T08:00Z'), '2026-11-22T08:30Z');
    assert.equal(next('at(2026-07-01T08:30:00)', '2026-01-01T00:00Z', 'Europe/Berlin'), '2026-07-01T06:30Z');
    assert.equal(next('at(2026-11-22T08:30:00)', '2026-11-22T08:30Z'), undefined);
  });
});

describe('a cron expression', () => {
  it('means what the user guide says of its examples', () => {
    const sunday = '2026-11-22T09:00Z';
    for (const [expression, expected] of [
      ['cron(15 12 * * ? *)', '2026-11-22T12:15Z'],
      ['cron(0 18 ? * MON-FRI *)', '2026-11-23T18:00Z'],
      ['cron(0 8 1 * ? *)', '2026-12-01T08:00Z'],
      ['cron(0/10 * ? * MON-FRI *)', '2026-11-23T00:00Z'],
      ['cron(0/5 8-17 ? * MON-FRI *)', '2026-11-23T08:00Z'],
      ['cron(0 9 ? * 2#1 *)', '2026-12-07T09:00Z'],
      ['cron(0 17 ? * FRI *)', '2026-11-27T17:00Z'],
      ['cron(0 10 ? * 6L 2022-2023)', undefined],
      ['cron(0 10 ? * 6L 2026-2027)', '2026-11-27T10:00Z'],
      ['cron(0 0 L * ? *)', '2026-11-30T00:00Z'],
      ['cron(0 0 LW * ? *)', '2026-11-30T00:00Z'],
      ['cron(0 0 1W * ? *)', '2026-12-01T00:00Z'],
      ['cron(30 9 L-2 * ? *)', 'refused'],
    ] as const) {
      if (expected === 'refused') assert.throws(() => next(expression, sunday), { name: 'ScheduleExpressionError' });
      else assert.equal(next(expression, sunday), expected, expression);
    }
  });

  it('finds the working day nearest to a day, in the same month', () => {
    // The 1st of August 2026 is a Saturday, the 31st of May 2026 a Sunday.
    assert.equal(next('cron(0 0 1W 8 ? 2026)', '2026-01-01T00:00Z'), '2026-08-03T00:00Z');
    assert.equal(next('cron(0 0 31W 5 ? 2026)', '2026-01-01T00:00Z'), '2026-05-29T00:00Z');
    assert.equal(next('cron(0 0 LW 5 ? 2026)', '2026-01-01T00:00Z'), '2026-05-29T00:00Z');
    assert.equal(next('cron(0 0 15W 8 ? 2026)', '2026-01-01T00:00Z'), '2026-08-14T00:00Z');
    assert.equal(next('cron(0 0 16W 8 ? 2026)', '2026-01-01T00:00Z'), '2026-08-17T00:00Z');
    assert.equal(next('cron(0 0 31W * ? 2026)', '2026-02-01T00:00Z'), '2026-03-31T00:00Z');
  });

  it('counts weekdays of a month, and leaves out months that have too few', () => {
    assert.deepEqual(runs('cron(0 6 ? * SUN#5 *)', '2026-01-01T00:00Z', 3), [
      '2026-03-29T06:00Z',
      '2026-05-31T06:00Z',
      '2026-08-30T06:00Z',
    ]);
    assert.equal(next('cron(0 6 ? * L *)', '2026-11-22T00:00Z'), '2026-11-28T06:00Z');
    assert.equal(next('cron(0 6 ? * sunL *)', '2026-11-22T00:00Z'), '2026-11-29T06:00Z');
  });

  it('waits for the 29th of February, and never for the 31st of it', () => {
    assert.equal(next('cron(0 0 29 2 ? *)', '2026-01-01T00:00Z'), '2028-02-29T00:00Z');
    assert.equal(next('cron(0 0 31 FEB ? *)', '2026-01-01T00:00Z'), undefined);
    assert.equal(next('cron(0 0 L FEB ? *)', '2026-01-01T00:00Z'), '2026-02-28T00:00Z');
    assert.equal(next('cron(0 0 1 1 ? 2020)', '2026-01-01T00:00Z'), undefined);
  });

  it('goes by the clocks of its time zone', () => {
    assert.equal(next('cron(0 8 * * ? *)', '2026-07-01T00:00Z', 'Europe/Berlin'), '2026-07-01T06:00Z');
    assert.equal(next('cron(0 8 * * ? *)', '2026-12-01T00:00Z', 'Europe/Berlin'), '2026-12-01T07:00Z');
    assert.equal(next('cron(0 0 1 * ? *)', '2026-11-30T20:00Z', 'Asia/Kolkata'), '2026-12-31T18:30Z');
    assert.equal(next('cron(0 0 1 * ? *)', '2026-11-30T18:00Z', 'Asia/Kolkata'), '2026-11-30T18:30Z');
    assert.throws(() => next('cron(0 8 * * ? *)', '2026-07-01T00:00Z', 'Europe/Nowhere'), RangeError);
  });

  it('leaves out an hour that is skipped, and runs once in one that comes twice', () => {
    // Berlin goes forward on 2026-03-29 at 02:00 to 03:00, and back on 2026-10-25 at 03:00 to 02:00.
    assert.deepEqual(runs('cron(30 2 * * ? *)', '2026-03-27T12:00Z', 2, 'Europe/Berlin'), [
      '2026-03-28T01:30Z',
      '2026-03-30T00:30Z',
    ]);
    assert.deepEqual(runs('cron(30 2 * * ? *)', '2026-10-24T12:00Z', 2, 'Europe/Berlin'), [
      '2026-10-25T00:30Z',
      '2026-10-26T01:30Z',
    ]);
    assert.equal(next('cron(45 2 * * ? *)', '2026-10-25T01:30Z', 'Europe/Berlin'), '2026-10-26T01:45Z');
    assert.equal(next('at(2026-03-29T02:30:00)', '2026-01-01T00:00Z', 'Europe/Berlin'), undefined);
  });

  it('is refused when it is none', () => {
    for (const content of [
      '',
      '* * * * *',
      '* * * * * *',
      '0 8 ? * ? *',
      '0 8 1 * MON *',
      '60 8 * * ? *',
      '0 24 * * ? *',
      '0 8 0 * ? *',
      '0 8 32 * ? *',
      '0 8 * 13 ? *',
      '0 8 ? * 8 *',
      '0 8 ? * 0 *',
      '0 8 * * ? 1969',
      '0 8 * * ? 2200',
      '0 8 * JANUARY ? *',
      '5-1 8 * * ? *',
      '0/0 8 * * ? *',
      '0/5/5 8 * * ? *',
      '1-2-3 8 * * ? *',
      ', 8 * * ? *',
      '-1 8 * * ? *',
      '? 8 * * ? *',
      '0 8 W * ? *',
      '0 8 LL * ? *',
      '0 8 ? * 3#6 *',
      '0 8 ? * 3#1,4#1 *',
      '0 8 ? * 8L *',
      '0 8 * * ? * *',
    ]) {
      assert.throws(() => parseScheduleExpression(`cron(${content})`), { name: 'ScheduleExpressionError' }, content);
    }
  });
});

describe('a schedule expression', () => {
  it('is a rate, a cron expression or a time, and nothing else', () => {
    for (const text of [
      '',
      'rate()',
      'rate(0 minutes)',
      'rate(-1 minutes)',
      'rate(1.5 hours)',
      'rate(5 weeks)',
      'rate(5  minutes)',
      'rate(5 toString)',
      'RATE(5 minutes)',
      'rate(5 minutes) ',
      'at(2026-11-22)',
      'at(2026-11-22T08:00:00Z)',
      'at(2026-02-30T08:00:00)',
      'at(2026-11-22T24:00:00)',
      'every(5 minutes)',
      'toString(5)',
    ]) {
      assert.throws(() => parseScheduleExpression(text), { name: 'ScheduleExpressionError' }, text);
    }
  });

  it('survives any text: it is parsed or refused', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'0123456789*?LW#/-, MONJAN') }).map((content) => `cron(${content})`),
      fc.string({ unit: fc.constantFrom(...'0123456789 minutehorsday') }).map((content) => `rate(${content})`),
    );
    fc.assert(
      fc.property(text, (given) => {
        try {
          const run = nextRun(given, 0);
          assert.ok(run === undefined || run > 0);
        } catch (error) {
          assert.equal((error as Error).name, 'ScheduleExpressionError');
        }
      }),
      { numRuns: 2000 },
    );
  });
});

/** An expression and, told another way, what it matches. */
const expressions = fc
  .record({
    minutes: fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 3 }),
    hours: fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 3 }),
    days: fc.oneof(
      fc.record({
        kind: fc.constant('month' as const),
        values: fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 4 }),
      }),
      fc.record({
        kind: fc.constant('week' as const),
        values: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 }),
      }),
    ),
  })
  .map(({ minutes, hours, days }) => ({
    text: `cron(${minutes} ${hours} ${days.kind === 'month' ? `${days.values} * ?` : `? * ${days.values}`} *)`,
    matches: (shown: Date): boolean =>
      minutes.includes(shown.getUTCMinutes()) &&
      hours.includes(shown.getUTCHours()) &&
      days.values.includes(days.kind === 'month' ? shown.getUTCDate() : shown.getUTCDay() + 1),
  }));

const MINUTE = 60_000;

describe('the next run of a cron expression', () => {
  it('is the first minute that matches, in any time zone, for any expression', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');
    // Around the nights in which clocks change somewhere, and anywhere else.
    const starts = fc.oneof(
      fc.constantFrom('2026-03-28T20:00Z', '2026-10-24T20:00Z', '2026-11-01T01:00Z', '2026-04-04T10:00Z').map(at),
      fc
        .integer({ min: at('2024-01-01T00:00Z') / MINUTE, max: at('2030-01-01T00:00Z') / MINUTE })
        .map((it) => it * MINUTE),
    );
    fc.assert(
      fc.property(expressions, zones, starts, ({ text, matches }, timeZone, start) => {
        const show = clockOf(timeZone);
        const limit = start + 3 * 24 * 60 * MINUTE;
        const shownBefore = new Set<number>();
        for (let time = start - 3 * 60 * MINUTE; time <= start; time += MINUTE) shownBefore.add(show(time));
        let expected: number | undefined;
        for (let time = start + MINUTE; time <= limit && expected === undefined; time += MINUTE) {
          const shown = show(time);
          if (!shownBefore.has(shown) && matches(new Date(shown))) expected = time;
          shownBefore.add(shown);
        }
        const actual = nextRun(text, start, timeZone);
        if (expected !== undefined) assert.equal(iso(actual), iso(expected), `${text} ${timeZone} ${iso(start)}`);
        else assert.ok(actual === undefined || actual > limit, `${text} ${timeZone} ${iso(start)}`);
      }),
      { numRuns: 150 },
    );
  });

  it('does not depend on the seconds after which it is sought', () => {
    fc.assert(
      fc.property(expressions, fc.integer({ min: 0, max: MINUTE - 1 }), ({ text }, millis) => {
        const start = at('2026-11-22T08:00Z');
        assert.equal(nextRun(text, start + millis), nextRun(text, start));
      }),
    );
  });
});

/** What a clock shows, read from the text that it writes. */
const clockOf = (timeZone: string) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (millis: number): number => at(`${format.format(millis).replace(' ', 'T')}Z`);
};

describe('a time zone', () => {
  it('is one that the database of time zones names', () => {
    for (const name of ['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires']) assert.ok(isTimeZone(name), name);
    for (const name of ['', '+01:00', 'Europe/Nowhere', 'Berlin']) assert.ok(!isTimeZone(name), name);
  });
});

describe('a flexible window', () => {
  it('opens when a run is due, and closes after its length', () => {
    assert.equal(
      withinWindow(1000, 60_000, () => 0),
      1000,
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400_000 }), (length) => {
        const time = withinWindow(1000, length);
        assert.ok(time >= 1000 && time <= 1000 + length);
      }),
    );
  });
});
