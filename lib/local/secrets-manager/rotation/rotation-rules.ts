import * as z from 'zod';
import { nextRun, parseScheduleExpression } from '../../alarms/index.ts';
import { invalidParameter } from '../errors.ts';

const HOUR_MILLIS = 3_600_000;
const DAY_MILLIS = 24 * HOUR_MILLIS;
const SHORTEST_RATE_MILLIS = 4 * HOUR_MILLIS;
const LONGEST_RATE_MILLIS = 999 * DAY_MILLIS;

/** `RotationRules` of `RotateSecret` and of a template. */
export const rotationRules = z.strictObject({
  AutomaticallyAfterDays: z.number().int().min(1).max(1000).optional(),
  ScheduleExpression: z.string().min(1).max(256).optional(),
  /** `3h`: how long the window is open. */
  Duration: z
    .string()
    .regex(/^([1-9]|1\d|2[0-4])h$/)
    .optional(),
});

export type RotationRules = z.infer<typeof rotationRules>;

/**
 * AWS Secrets Manager User Guide, "Rotation schedules": one of days and expression; rates of 4 hours to 999 days; cron
 * expressions on the hour, every year.
 *
 * @throws AwsError `InvalidParameterException`
 */
export const assertRotationRules = ({
  AutomaticallyAfterDays: days,
  ScheduleExpression: expression,
}: RotationRules): void => {
  if (days !== undefined && expression !== undefined) {
    throw invalidParameter('You cannot set both AutomaticallyAfterDays and ScheduleExpression in RotationRules.');
  }
  if (days === undefined && expression === undefined) {
    throw invalidParameter('RotationRules must have AutomaticallyAfterDays or a ScheduleExpression.');
  }
  if (expression !== undefined && !isTaken(expression)) {
    throw invalidParameter(
      'The ScheduleExpression must be rate() of 4 hours to 999 days, or cron() on the hour with * as its year.',
    );
  }
};

const isTaken = (expression: string): boolean => {
  let schedule: ReturnType<typeof parseScheduleExpression>;
  try {
    schedule = parseScheduleExpression(expression);
  } catch {
    return false;
  }
  switch (schedule.kind) {
    case 'rate':
      return schedule.periodMillis >= SHORTEST_RATE_MILLIS && schedule.periodMillis <= LONGEST_RATE_MILLIS;
    case 'cron':
      return /^cron\(0 .* \*\)$/.test(expression);
    case 'at':
      return false;
  }
};

/** When the next window opens, at which a secret rotates here. AWS rotates somewhere within the window. */
export const nextRotation = (rules: RotationRules, afterMillis: number): number | undefined =>
  rules.ScheduleExpression === undefined
    ? afterMillis + (rules.AutomaticallyAfterDays ?? 1) * DAY_MILLIS
    : nextRun(rules.ScheduleExpression, afterMillis);
