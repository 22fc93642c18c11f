import { join } from 'node:path';
import type { AwsRestService } from '../aws-service.ts';
import { Sqlite } from '../sqlite.ts';
import { createVault } from '../vault.ts';
import { arnOfGroup, arnOfSchedule, DEFAULT_GROUP, type Engine } from './engine.ts';
import {
  createScheduleGroup,
  deleteScheduleGroup,
  getScheduleGroup,
  listScheduleGroups,
} from './operations/group-operations.ts';
import {
  createSchedule,
  deleteSchedule,
  getSchedule,
  listSchedules,
  updateSchedule,
} from './operations/schedule-operations.ts';
import { alarmOf, setAlarm } from './run-schedule.ts';
import { assertSchedule, type ScheduleDefinition } from './schedule.ts';
import { ScheduleStore, schema } from './schedule-store.ts';

export interface SchedulerOptions extends Pick<Engine, 'environment' | 'alarms' | 'deliver' | 'iam'> {
  /** @default console.error */
  readonly report?: (error: unknown) => void;
  /** Keep everything in memory and nothing after the end. @default false */
  readonly memory?: boolean;
}

/** EventBridge Scheduler on this machine. Runs that were missed while it was off are not made up for. */
export interface SchedulerService {
  readonly api: AwsRestService;
  declareGroup(name: string): { readonly arn: string };
  /** @throws AwsError for a schedule that Scheduler refuses */
  declareSchedule(schedule: {
    readonly group: string | undefined;
    readonly name: string;
    readonly definition: ScheduleDefinition;
  }): { readonly arn: string };
  /** When a schedule runs next, in milliseconds since the epoch. */
  nextRunOf(group: string, name: string): number | undefined;
  close(): void;
}

const operations = [
  createSchedule,
  createScheduleGroup,
  deleteSchedule,
  deleteScheduleGroup,
  getSchedule,
  getScheduleGroup,
  listScheduleGroups,
  listSchedules,
  updateSchedule,
];

/** Schedules over `scheduler.sqlite` in the state folder; those made over the API run again after a restart. */
export const createScheduler = (options: SchedulerOptions): SchedulerService => {
  const { environment, memory = false, report = console.error } = options;
  const path = memory ? ':memory:' : join(environment.stateFolder, 'scheduler.sqlite');
  const database = new Sqlite({ path, schema, schemaVersion: 1, secureDelete: true });
  const store = new ScheduleStore(database, createVault(environment.masterKey, 'portcullis scheduler'));
  const engine: Engine = { ...options, report, database, store };
  store.saveGroup(DEFAULT_GROUP, environment.now());
  for (const schedule of store.all()) setAlarm(engine, schedule);
  const declared = new Set<string>();
  return {
    api: { signingName: 'scheduler', operations: operations.map((operation) => operation(engine)) },
    declareGroup(name) {
      store.saveGroup(name, environment.now(), true);
      return { arn: arnOfGroup(engine, name) };
    },
    declareSchedule({ group = DEFAULT_GROUP, name, definition }) {
      const arn = arnOfSchedule(engine, group, name);
      if (declared.has(arn)) throw new Error(`Two schedules of the group ${group} are named ${name}`);
      if (!store.groups().some((each) => each.name === group)) throw new Error(`There is no schedule group ${group}`);
      assertSchedule(definition, engine.iam, arnOfGroup(engine, group));
      const nowMillis = environment.now();
      store.save({ group, name, definition, createdAtMillis: nowMillis, modifiedAtMillis: nowMillis }, true);
      const saved = store.find(group, name);
      if (saved !== undefined) setAlarm(engine, saved);
      declared.add(arn);
      return { arn };
    },
    nextRunOf: (group, name) => engine.alarms.dueAt(alarmOf(engine, { group, name })),
    close: () => database.close(),
  };
};
