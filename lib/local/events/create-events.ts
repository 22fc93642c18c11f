import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type AlarmClock, nextRun } from '../alarms/index.ts';
import type { AwsJsonService } from '../aws-service.ts';
import { deliverOrBury } from '../deliver-or-bury.ts';
import type { Deliver } from '../delivery.ts';
import { arnOf, type LocalEnvironment } from '../environment.ts';
import type { JsonObject } from '../json.ts';
import { Sqlite } from '../sqlite.ts';
import type { Engine, NewEvent } from './engine.ts';
import { putEvents } from './put-events.ts';
import { parseRule, type Rule, type RuleDefinition } from './rule.ts';

export interface EventsOptions {
  readonly environment: LocalEnvironment;
  readonly deliver: Deliver;
  readonly alarms: Pick<AlarmClock, 'set' | 'dueAt'>;
  /** Told of a message that no target took and that has no dead-letter queue. @default console.error */
  readonly report?: (error: unknown) => void;
  /** Keep everything in memory and nothing after the end. @default false */
  readonly memory?: boolean;
}

/** EventBridge on this machine: the default bus, those of the template, and rules by pattern and by schedule. */
export interface EventsService {
  readonly api: AwsJsonService;
  declareBus(name: string): { readonly arn: string };
  /** @throws Error for a rule that cannot be honoured */
  declareRule(definition: RuleDefinition): { readonly arn: string };
  /** When a scheduled rule runs next, in milliseconds since the epoch. */
  nextRunOf(ruleArn: string): number | undefined;
  close(): void;
}

/** Since when a rate counts, so that its runs keep their times over restarts. */
const schema = `
  CREATE TABLE IF NOT EXISTS beginnings (
    rule TEXT PRIMARY KEY,
    schedule TEXT NOT NULL,
    since INTEGER NOT NULL
  ) STRICT;
`;

const PRINCIPAL = 'events.amazonaws.com';

/** Runs that were missed while the machine was off are not made up for. */
export const createEvents = (options: EventsOptions): EventsService => {
  const { environment, deliver, alarms, report = console.error, memory = false } = options;
  const path = memory ? ':memory:' : join(environment.stateFolder, 'events.sqlite');
  const database = new Sqlite({ path, schema, schemaVersion: 1 });
  const rules = new Map<string, Rule>();
  const busArn = (nameOrArn: string) =>
    nameOrArn.startsWith('arn:') ? nameOrArn : arnOf(environment, 'events', `event-bus/${nameOrArn}`);
  const buses = new Set([busArn('default')]);

  const newEvent = ({ source, detailType, detail, resources, timeMillis }: NewEvent): JsonObject => ({
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source,
    account: environment.accountId,
    time: new Date(timeMillis).toISOString().replace(/\.\d+Z$/, 'Z'),
    region: environment.region,
    resources,
    detail,
  });

  const send = async ({ arn: ruleArn, targets }: Rule, event: JsonObject): Promise<void> => {
    await Promise.all(
      targets.map(({ arn, roleArn, deadLetterArn, messageGroupId, messageOf }) => {
        const source = { principal: PRINCIPAL, arn: ruleArn, ...(roleArn === undefined ? {} : { roleArn }) };
        return deliverOrBury(
          { deliver, report },
          { targetArn: arn, payload: messageOf(event), source, messageGroupId },
          deadLetterArn,
        );
      }),
    );
  };

  const beginningOf = (arn: string, schedule: string): number => {
    const row = database.prepare('SELECT since FROM beginnings WHERE rule = ? AND schedule = ?').get(arn, schedule);
    if (row !== undefined) return Number(row['since']);
    const since = environment.now();
    database
      .prepare('INSERT OR REPLACE INTO beginnings (rule, schedule, since) VALUES (?, ?, ?)')
      .run(arn, schedule, since);
    return since;
  };

  const setAlarm = (rule: Rule, schedule: string): void => {
    const sinceMillis = beginningOf(rule.arn, schedule);
    const due = nextRun(schedule, environment.now(), { sinceMillis });
    if (due === undefined) return;
    alarms.set(`events ${rule.arn}`, due, async () => {
      setAlarm(rule, schedule);
      const detail = { source: 'aws.events', detailType: 'Scheduled Event', detail: {}, resources: [rule.arn] };
      await send(rule, newEvent({ ...detail, timeMillis: due }));
    });
  };

  const engine: Engine = {
    busArn,
    hasBus: (arn) => buses.has(arn),
    newEvent,
    async dispatch(bus, event) {
      const concerned = [...rules.values()].filter(
        (rule) => rule.isEnabled && busArn(rule.busName) === bus && rule.matches(event),
      );
      await Promise.all(concerned.map((rule) => send(rule, event)));
    },
  };

  return {
    api: {
      signingName: 'events',
      targetPrefix: 'AWSEvents',
      jsonVersion: '1.1',
      operations: new Map([putEvents(engine)].map((operation) => [operation.name, operation])),
    },
    declareBus(name) {
      const arn = busArn(name);
      if (buses.has(arn)) throw new Error(`Two event buses are named ${name}`);
      buses.add(arn);
      return { arn };
    },
    declareRule(definition) {
      const { name, busName } = definition;
      const arn = arnOf(environment, 'events', `rule/${busName === 'default' ? '' : `${busName}/`}${name}`);
      if (rules.has(arn)) throw new Error(`Two rules of the bus ${busName} are named ${name}`);
      if (!buses.has(busArn(busName))) throw new Error(`There is no event bus ${busName}`);
      const rule = parseRule(definition, arn);
      rules.set(arn, rule);
      if (rule.isEnabled && rule.schedule !== undefined) setAlarm(rule, rule.schedule);
      return { arn };
    },
    nextRunOf: (ruleArn) => alarms.dueAt(`events ${ruleArn}`),
    close: () => database.close(),
  };
};
