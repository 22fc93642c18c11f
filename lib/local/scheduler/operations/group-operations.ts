import * as z from 'zod';
import type { AwsRestOperation, AwsRestRequest } from '../../aws-service.ts';
import { arnOfGroup, DEFAULT_GROUP, type Engine } from '../engine.ts';
import { conflict, invalid, notFound } from '../errors.ts';
import { readBody, readQuery } from '../read-body.ts';
import { alarmOf } from '../run-schedule.ts';
import { scheduleName } from '../schedule.ts';
import type { ScheduleGroup } from '../schedule-store.ts';

const nameIn = ({ labels }: AwsRestRequest): string => labels['Name'] ?? '';

const rights = (engine: Engine, name: string) => (request: AwsRestRequest) => [
  { action: `scheduler:${name}`, resource: arnOfGroup(engine, nameIn(request)) },
];

const groupAt = ({ store }: Engine, name: string): ScheduleGroup => {
  const group = store.groups().find((each) => each.name === name);
  if (group === undefined) throw notFound(`Schedule group ${name}`);
  return group;
};

const show = (engine: Engine, { name, createdAtMillis }: ScheduleGroup) => ({
  Arn: arnOfGroup(engine, name),
  CreationDate: createdAtMillis / 1_000,
  LastModificationDate: createdAtMillis / 1_000,
  Name: name,
  State: 'ACTIVE',
});

export const createScheduleGroup = (engine: Engine): AwsRestOperation => ({
  name: 'CreateScheduleGroup',
  route: 'POST /schedule-groups/{Name}',
  rights: rights(engine, 'CreateScheduleGroup'),
  run(request) {
    const nowMillis = engine.environment.now();
    readBody(z.strictObject({ ClientToken: z.string().optional() }), request);
    const name = nameIn(request);
    if (!scheduleName.safeParse(name).success) throw invalid('The name of a schedule group is not valid.');
    if (engine.store.groups().some((each) => each.name === name)) throw conflict(`Schedule group ${name}`);
    engine.store.saveGroup(name, nowMillis);
    return { status: 200, body: { ScheduleGroupArn: arnOfGroup(engine, name) } };
  },
});

export const getScheduleGroup = (engine: Engine): AwsRestOperation => ({
  name: 'GetScheduleGroup',
  route: 'GET /schedule-groups/{Name}',
  rights: rights(engine, 'GetScheduleGroup'),
  run: (request) => ({ status: 200, body: show(engine, groupAt(engine, nameIn(request))) }),
});

/** With all its schedules. */
export const deleteScheduleGroup = (engine: Engine): AwsRestOperation => ({
  name: 'DeleteScheduleGroup',
  route: 'DELETE /schedule-groups/{Name}',
  rights: rights(engine, 'DeleteScheduleGroup'),
  run(request) {
    const { name } = groupAt(engine, nameIn(request));
    if (name === DEFAULT_GROUP) throw invalid('The default schedule group cannot be deleted.');
    for (const schedule of engine.store.all().filter(({ group }) => group === name)) {
      engine.alarms.cancel(alarmOf(engine, schedule));
    }
    engine.database.write(() => engine.store.removeGroup(name));
    return { status: 200, body: {} };
  },
});

export const listScheduleGroups = (engine: Engine): AwsRestOperation => ({
  name: 'ListScheduleGroups',
  route: 'GET /schedule-groups',
  rights: () => [{ action: 'scheduler:ListScheduleGroups', resource: '*' }],
  run(request) {
    const { NamePrefix: prefix = '' } = readQuery(request, ['NamePrefix']);
    const groups = engine.store.groups().filter(({ name }) => name.startsWith(prefix));
    return { status: 200, body: { ScheduleGroups: groups.map((group) => show(engine, group)) } };
  },
});
