import * as z from 'zod';
import { isTimeZone, parseScheduleExpression, ScheduleExpressionError } from '../alarms/index.ts';
import type { IamService } from '../iam/index.ts';
import { invalid } from './errors.ts';

export const scheduleName = z.string().regex(/^[\w.-]{1,64}$/);

const target = z.strictObject({
  Arn: z.string().min(1).max(1_600),
  RoleArn: z.string().min(1).max(1_600),
  Input: z.string().min(1).optional(),
  DeadLetterConfig: z.strictObject({ Arn: z.string().optional() }).optional(),
  RetryPolicy: z
    .strictObject({
      MaximumEventAgeInSeconds: z.int().min(60).max(86_400).optional(),
      MaximumRetryAttempts: z.int().min(0).max(185).optional(),
    })
    .optional(),
  SqsParameters: z.strictObject({ MessageGroupId: z.string().min(1).max(128) }).optional(),
});

/** The members that the API and a template share; times are given in each one's own way. */
export const scheduleMembers = {
  ScheduleExpression: z.string().min(1).max(256),
  ScheduleExpressionTimezone: z.string().min(1).max(50).optional(),
  Description: z.string().max(512).optional(),
  State: z.enum(['ENABLED', 'DISABLED']).optional(),
  FlexibleTimeWindow: z.strictObject({
    Mode: z.enum(['OFF', 'FLEXIBLE']),
    MaximumWindowInMinutes: z.int().min(1).max(1_440).optional(),
  }),
  Target: target,
};

/** What a schedule is. Times are milliseconds since the epoch. */
export interface ScheduleDefinition extends z.infer<z.ZodObject<typeof scheduleMembers>> {
  readonly startMillis?: number | undefined;
  readonly endMillis?: number | undefined;
  readonly ActionAfterCompletion?: 'NONE' | 'DELETE' | undefined;
}

export const PRINCIPAL = 'scheduler.amazonaws.com';
const TAKERS = /^arn:aws[\w-]*:(?:lambda|sns|sqs):/;

/**
 * @param groupArn for which Scheduler assumes the role of the target
 * @throws AwsError `ValidationException` for a schedule that Scheduler refuses, or that cannot be honoured here
 */
export const assertSchedule = (
  definition: ScheduleDefinition,
  iam: Pick<IamService, 'mayBeAssumedBy'>,
  groupArn: string,
): void => {
  const {
    ScheduleExpression,
    ScheduleExpressionTimezone: zone = 'UTC',
    FlexibleTimeWindow: window,
    Target,
  } = definition;
  try {
    parseScheduleExpression(ScheduleExpression);
  } catch (error) {
    if (!(error instanceof ScheduleExpressionError)) throw error;
    throw invalid(`Invalid Schedule Expression ${ScheduleExpression}.`);
  }
  if (!isTimeZone(zone)) throw invalid(`Invalid ScheduleExpressionTimezone ${zone}.`);
  if ((window.Mode === 'FLEXIBLE') !== (window.MaximumWindowInMinutes !== undefined)) {
    throw invalid('FlexibleTimeWindow: MaximumWindowInMinutes belongs to the mode FLEXIBLE, and must be there.');
  }
  const { startMillis = Number.NEGATIVE_INFINITY, endMillis = Number.POSITIVE_INFINITY } = definition;
  if (!(startMillis < endMillis)) throw invalid('The StartDate you specify must come before the EndDate.');
  if (!TAKERS.test(Target.Arn)) {
    throw invalid(`The local runtime delivers to functions, queues and topics, not to ${Target.Arn}.`);
  }
  if (!iam.mayBeAssumedBy(Target.RoleArn, PRINCIPAL, { sourceArn: groupArn })) {
    throw invalid('The execution role you provide must allow AWS EventBridge Scheduler to assume the role.');
  }
};
