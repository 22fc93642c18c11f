import { randomUUID } from 'node:crypto';
import { nextRun, withinWindow } from '../alarms/index.ts';
import { deliverOrBury } from '../deliver-or-bury.ts';
import type { Json } from '../json.ts';
import { arnOfSchedule, type Engine } from './engine.ts';
import { PRINCIPAL } from './schedule.ts';
import type { Schedule } from './schedule-store.ts';

const MINUTE_MILLIS = 60_000;

/** Sets the alarm of a schedule for its next run, or takes it down. */
export const setAlarm = (engine: Engine, schedule: Schedule): void => {
  const { alarms, environment } = engine;
  const alarm = alarmOf(engine, schedule);
  const due = schedule.definition.State === 'DISABLED' ? undefined : nextRunOf(schedule, environment.now());
  if (due === undefined) {
    alarms.cancel(alarm);
    return;
  }
  const window = schedule.definition.FlexibleTimeWindow.MaximumWindowInMinutes ?? 0;
  alarms.set(alarm, withinWindow(due, window * MINUTE_MILLIS), () => run(engine, schedule, due));
};

export const alarmOf = (
  engine: Pick<Engine, 'environment'>,
  { group, name }: Pick<Schedule, 'group' | 'name'>,
): string => `scheduler ${arnOfSchedule(engine, group, name)}`;

/** The next run between start and end; runs of the past are not made up for. */
const nextRunOf = ({ definition, createdAtMillis }: Schedule, nowMillis: number): number | undefined => {
  const { ScheduleExpression, ScheduleExpressionTimezone: timeZone, startMillis, endMillis } = definition;
  // A time that is the start itself counts.
  const afterMillis = Math.max(nowMillis, (startMillis ?? nowMillis + 1) - 1);
  const due = nextRun(ScheduleExpression, afterMillis, { timeZone, sinceMillis: startMillis ?? createdAtMillis });
  return due === undefined || due > (endMillis ?? due) ? undefined : due;
};

const run = async (engine: Engine, schedule: Schedule, dueMillis: number): Promise<void> => {
  const { store, environment } = engine;
  const { group, name, definition } = schedule;
  // Another run after this one, or the end of the schedule.
  const isLast = nextRunOf(schedule, Math.max(environment.now(), dueMillis)) === undefined;
  if (isLast && definition.ActionAfterCompletion === 'DELETE') store.remove(group, name);
  else setAlarm(engine, schedule);

  const { Arn, RoleArn, DeadLetterConfig, SqsParameters } = definition.Target;
  const source = { principal: PRINCIPAL, arn: arnOfSchedule(engine, group, name), roleArn: RoleArn };
  await deliverOrBury(
    engine,
    {
      targetArn: Arn,
      ...messageOf(engine, schedule, dueMillis),
      source,
      messageGroupId: SqsParameters?.MessageGroupId,
    },
    DeadLetterConfig?.Arn,
  );
};

/** "Adding context attributes" and "Default payload" in the EventBridge Scheduler user guide. */
const messageOf = (
  engine: Engine,
  { group, name, definition }: Schedule,
  dueMillis: number,
): { readonly payload: Json; readonly text?: string } => {
  const arn = arnOfSchedule(engine, group, name);
  const time = new Date(dueMillis).toISOString().replace(/\.\d+Z$/, 'Z');
  const executionId = randomUUID();
  if (definition.Target.Input === undefined) {
    const { accountId: account, region } = engine.environment;
    const detail = '{}';
    return {
      payload: {
        version: '0',
        id: executionId,
        'detail-type': 'Scheduled Event',
        source: 'aws.scheduler',
        account,
        time,
        region,
        resources: [arn],
        detail,
      },
    };
  }
  const text = definition.Target.Input.replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll('<aws.scheduler.scheduled-time>', time)
    .replaceAll('<aws.scheduler.execution-id>', executionId)
    .replaceAll('<aws.scheduler.attempt-number>', '1');
  return { payload: parseJson(text), text };
};

/** A function gets what is JSON as it is, and anything else as a text. */
const parseJson = (text: string): Json => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
