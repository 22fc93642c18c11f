import * as z from 'zod';
import type { AwsRestOperation, AwsRestRequest, Right } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import { arnOfGroup, arnOfSchedule, DEFAULT_GROUP, type Engine } from '../engine.ts';
import { conflict, invalid, notFound } from '../errors.ts';
import { readBody, readQuery } from '../read-body.ts';
import { alarmOf, setAlarm } from '../run-schedule.ts';
import { assertSchedule, PRINCIPAL, type ScheduleDefinition, scheduleMembers, scheduleName } from '../schedule.ts';
import type { Schedule } from '../schedule-store.ts';

/** Seconds up to the end of the year 9999: beyond, a rate loses its next run to rounding, and would run without a pause. */
const instant = z.number().min(0).max(253_402_300_799);

const body = z.strictObject({
  ...scheduleMembers,
  ActionAfterCompletion: z.enum(['NONE', 'DELETE']).optional(),
  ClientToken: z.string().optional(),
  EndDate: instant.optional(),
  GroupName: scheduleName.optional(),
  StartDate: instant.optional(),
});

const nameIn = ({ labels }: AwsRestRequest): string => labels['Name'] ?? '';

const millis = (seconds: number | undefined) => (seconds === undefined ? undefined : seconds * 1_000);

const readSchedule = (request: AwsRestRequest): { readonly group: string; readonly definition: ScheduleDefinition } => {
  if (!scheduleName.safeParse(nameIn(request)).success) throw invalid('The name of a schedule is not valid.');
  const { ClientToken: _, GroupName: group = DEFAULT_GROUP, StartDate, EndDate, ...members } = readBody(body, request);
  return { group, definition: { ...members, startMillis: millis(StartDate), endMillis: millis(EndDate) } };
};

/** Whoever makes a schedule hands it a role, and must be allowed to. */
const rightsToWrite = (engine: Engine, action: string, request: AwsRestRequest): readonly Right[] => {
  const { group, definition } = readSchedule(request);
  return [
    { action, resource: arnOfSchedule(engine, group, nameIn(request)) },
    {
      action: 'iam:PassRole',
      resource: definition.Target.RoleArn,
      context: { 'iam:passedtoservice': [PRINCIPAL] },
    },
  ];
};

const scheduleAt = ({ store }: Engine, group: string, name: string): Schedule => {
  const schedule = store.find(group, name);
  if (schedule === undefined) throw notFound(`Schedule ${name}`);
  return schedule;
};

export const createSchedule = (engine: Engine): AwsRestOperation => ({
  name: 'CreateSchedule',
  route: 'POST /schedules/{Name}',
  rights: (request) => rightsToWrite(engine, 'scheduler:CreateSchedule', request),
  run(request) {
    const nowMillis = engine.environment.now();
    const { group, definition } = readSchedule(request);
    const name = nameIn(request);
    assertSchedule(definition, engine.iam, arnOfGroup(engine, group));
    if (!engine.store.groups().some((each) => each.name === group)) throw notFound(`Schedule group ${group}`);
    if (engine.store.find(group, name) !== undefined) throw conflict(`Schedule ${name}`);
    engine.store.remove(group, name);
    const schedule = { group, name, definition, createdAtMillis: nowMillis, modifiedAtMillis: nowMillis };
    engine.store.save(schedule);
    setAlarm(engine, schedule);
    return { status: 200, body: { ScheduleArn: arnOfSchedule(engine, group, name) } };
  },
});

/** Replaces a schedule: what is left out is as if it had never been there. */
export const updateSchedule = (engine: Engine): AwsRestOperation => ({
  name: 'UpdateSchedule',
  route: 'PUT /schedules/{Name}',
  rights: (request) => rightsToWrite(engine, 'scheduler:UpdateSchedule', request),
  run(request) {
    const nowMillis = engine.environment.now();
    const { group, definition } = readSchedule(request);
    const schedule = scheduleAt(engine, group, nameIn(request));
    assertSchedule(definition, engine.iam, arnOfGroup(engine, group));
    const updated = { ...schedule, definition, modifiedAtMillis: nowMillis };
    engine.store.save(updated);
    setAlarm(engine, updated);
    return { status: 200, body: { ScheduleArn: arnOfSchedule(engine, group, schedule.name) } };
  },
});

const groupIn = (request: AwsRestRequest): string =>
  readQuery(request, ['groupName', 'clientToken']).groupName ?? DEFAULT_GROUP;

export const getSchedule = (engine: Engine): AwsRestOperation => ({
  name: 'GetSchedule',
  route: 'GET /schedules/{Name}',
  rights: (request) => [
    { action: 'scheduler:GetSchedule', resource: arnOfSchedule(engine, groupIn(request), nameIn(request)) },
  ],
  run: (request) => ({ status: 200, body: show(engine, scheduleAt(engine, groupIn(request), nameIn(request))) }),
});

export const deleteSchedule = (engine: Engine): AwsRestOperation => ({
  name: 'DeleteSchedule',
  route: 'DELETE /schedules/{Name}',
  rights: (request) => [
    { action: 'scheduler:DeleteSchedule', resource: arnOfSchedule(engine, groupIn(request), nameIn(request)) },
  ],
  run(request) {
    const schedule = scheduleAt(engine, groupIn(request), nameIn(request));
    engine.store.remove(schedule.group, schedule.name);
    engine.alarms.cancel(alarmOf(engine, schedule));
    return { status: 200, body: {} };
  },
});

const PAGE = 100;

export const listSchedules = (engine: Engine): AwsRestOperation => ({
  name: 'ListSchedules',
  route: 'GET /schedules',
  rights: () => [{ action: 'scheduler:ListSchedules', resource: '*' }],
  run(request) {
    const query = readQuery(request, ['ScheduleGroup', 'NamePrefix', 'State', 'MaxResults', 'NextToken']);
    const size = Number(query.MaxResults ?? PAGE);
    if (!(Number.isInteger(size) && size >= 1 && size <= PAGE)) throw invalid(`MaxResults must be 1 to ${PAGE}.`);
    const found = engine.store
      .all()
      .filter(
        ({ group, name, definition }) =>
          group === (query.ScheduleGroup ?? group) &&
          name.startsWith(query.NamePrefix ?? '') &&
          (definition.State ?? 'ENABLED') === (query.State ?? definition.State ?? 'ENABLED'),
      );
    const keyOf = (schedule: Schedule) => `${schedule.group}/${schedule.name}`;
    const before = query.NextToken === undefined ? -1 : found.findIndex((each) => keyOf(each) === query.NextToken);
    if (query.NextToken !== undefined && before === -1) throw invalid('The NextToken is not valid.');
    const page = found.slice(before + 1, before + 1 + size);
    const last = page.at(-1);
    return {
      status: 200,
      body: {
        Schedules: page.map((schedule) => {
          const { Arn, GroupName, Name, State, CreationDate, LastModificationDate } = show(engine, schedule);
          const Target = { Arn: schedule.definition.Target.Arn };
          return { Arn, GroupName, Name, State, CreationDate, LastModificationDate, Target };
        }),
        ...(last !== undefined && last !== found.at(-1) ? { NextToken: keyOf(last) } : {}),
      },
    };
  },
});

const show = (engine: Engine, { group, name, definition, createdAtMillis, modifiedAtMillis }: Schedule): JsonObject => {
  const { startMillis, endMillis, ...members } = definition;
  return {
    ...(members as JsonObject), // parsed from JSON
    ActionAfterCompletion: definition.ActionAfterCompletion ?? 'NONE',
    Arn: arnOfSchedule(engine, group, name),
    CreationDate: createdAtMillis / 1_000,
    ...(endMillis === undefined ? {} : { EndDate: endMillis / 1_000 }),
    GroupName: group,
    LastModificationDate: modifiedAtMillis / 1_000,
    Name: name,
    ScheduleExpressionTimezone: definition.ScheduleExpressionTimezone ?? 'UTC',
    ...(startMillis === undefined ? {} : { StartDate: startMillis / 1_000 }),
    State: definition.State ?? 'ENABLED',
  };
};
