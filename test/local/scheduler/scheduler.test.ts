import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { createAlarmClock } from '../../../lib/local/alarms/index.ts';
import type { Delivery } from '../../../lib/local/delivery.ts';
import { createIam } from '../../../lib/local/iam/index.ts';
import type { Json, JsonObject } from '../../../lib/local/json.ts';
import { createScheduler } from '../../../lib/local/scheduler/index.ts';
import { temporaryFolder, testEnvironment } from '../support/environment.ts';
import { allow, declareRole, serveSigned } from '../support/serve-signed.ts';

const ARN = 'arn:aws:scheduler:eu-central-1:123456789012:schedule';
const FUNCTION = 'arn:aws:lambda:eu-central-1:123456789012:function:notify';
const ROLE = 'arn:aws:iam::123456789012:role/scheduler';
const START = Date.UTC(2026, 0, 1);

const running = async (
  options: { readonly folder?: string; readonly nowMillis?: number; readonly statements?: readonly Json[] } = {},
) => {
  let nowMillis = options.nowMillis ?? START;
  const environment = testEnvironment(options.folder ?? '', () => nowMillis);
  const iam = createIam(environment);
  const roleArn = declareRole(iam, options.statements ?? []);
  iam.declareRole({
    name: 'scheduler',
    trustPolicy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'scheduler.amazonaws.com' } }],
    },
    inlinePolicies: [],
    managedPolicyArns: [],
  });
  const delivered: Delivery[] = [];
  const alarms = createAlarmClock({ now: environment.now });
  const scheduler = createScheduler({
    environment,
    iam,
    alarms,
    memory: options.folder === undefined,
    deliver: async (delivery) => {
      delivered.push(delivery);
    },
  });
  const server = await serveSigned([scheduler.api], { environment, iam, roleArn });
  const client = new SchedulerClient(server.asDeveloper);
  return {
    scheduler,
    delivered,
    client,
    asFunction: new SchedulerClient(server.asFunction),
    pass: (millis: number) => {
      nowMillis += millis;
      return alarms.check();
    },
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      alarms.close();
      await server.close();
      scheduler.close();
    },
  };
};

const schedule = (Name: string, ScheduleExpression: string, more: Partial<CreateScheduleCommandInput> = {}) => ({
  Name,
  ScheduleExpression,
  FlexibleTimeWindow: { Mode: 'OFF' as const },
  Target: { Arn: FUNCTION, RoleArn: ROLE },
  ...more,
});
const create = (...parameters: Parameters<typeof schedule>) => new CreateScheduleCommand(schedule(...parameters));

test('runs a schedule in its role, again and again, with its input', async () => {
  await using it = await running();
  const Target = {
    Arn: FUNCTION,
    RoleArn: ROLE,
    Input: '{"at":"<aws.scheduler.scheduled-time>","by":"<aws.scheduler.schedule-arn>"}',
  };
  const { ScheduleArn } = await it.client.send(create('often', 'rate(5 minutes)', { Target }));
  assert.equal(ScheduleArn, `${ARN}/default/often`);
  await it.pass(299_000);
  assert.equal(it.delivered.length, 0);
  await it.pass(1_000);
  await it.pass(300_000);
  assert.deepEqual(
    it.delivered.map(({ payload }) => (payload as JsonObject)['at']),
    ['2026-01-01T00:05:00Z', '2026-01-01T00:10:00Z'],
  );
  assert.deepEqual(it.delivered[0]?.source, { principal: 'scheduler.amazonaws.com', arn: ScheduleArn, roleArn: ROLE });
  assert.deepEqual(
    it.delivered.map(({ payload }) => (payload as JsonObject)['by']),
    [ScheduleArn, ScheduleArn],
  );
});

test('knows time zones, flexible windows, start and end, and deletes what is complete', async () => {
  await using it = await running();
  await it.client.send(create('morning', 'cron(0 8 * * ? *)', { ScheduleExpressionTimezone: 'Europe/Warsaw' }));
  assert.equal(it.scheduler.nextRunOf('default', 'morning'), Date.UTC(2026, 0, 1, 7));
  await it.client.send(
    create('window', 'cron(0 8 * * ? *)', { FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 } }),
  );
  const inWindow = (it.scheduler.nextRunOf('default', 'window') ?? 0) - Date.UTC(2026, 0, 1, 8);
  assert.ok(inWindow >= 0 && inWindow < 15 * 60_000);
  const day = 24 * 60 * 60_000;
  const between = { StartDate: new Date(START + 2 * day), EndDate: new Date(START + 3 * day) };
  await it.client.send(create('limited', 'cron(0 12 * * ? *)', { ...between, ActionAfterCompletion: 'DELETE' }));
  assert.equal(it.scheduler.nextRunOf('default', 'limited'), Date.UTC(2026, 0, 3, 12));
  await it.client.send(create('once', 'at(2026-01-01T00:01:00)', { ActionAfterCompletion: 'DELETE' }));
  await it.client.send(create('past', 'at(2025-01-01T00:01:00)'));
  assert.equal(it.scheduler.nextRunOf('default', 'past'), undefined);
  await it.client.send(create('off', 'rate(1 minutes)', { State: 'DISABLED' }));
  await it.pass(60_000);
  assert.deepEqual(
    it.delivered.map(({ source }) => source.arn),
    [`${ARN}/default/once`],
  );
  await assert.rejects(it.client.send(new GetScheduleCommand({ Name: 'once' })), { name: 'ResourceNotFoundException' });
});

test('refuses what Scheduler refuses, and roles that it may not take', async () => {
  await using it = await running();
  const refused: readonly (readonly [CreateScheduleCommand, RegExp])[] = [
    [create('x', 'every day'), /Invalid Schedule Expression/],
    [
      create('x', 'rate(1 minutes)', { ScheduleExpressionTimezone: 'Mars/Olympus' }),
      /Invalid ScheduleExpressionTimezone/,
    ],
    [create('x', 'rate(1 minutes)', { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }), /MaximumWindowInMinutes/],
    [create('x', 'rate(1 minutes)', { StartDate: new Date(2), EndDate: new Date(1) }), /must come before/],
    [create('x', 'rate(1 minutes)', { StartDate: new Date(-8.64e15) }), /StartDate/],
    [create('x', 'rate(1 minutes)', { GroupName: 'none' }), /Schedule group none does not exist/],
    [
      create('x', 'rate(1 minutes)', { Target: { Arn: FUNCTION, RoleArn: ROLE.replace('scheduler', 'payments') } }),
      /must allow AWS EventBridge Scheduler to assume the role/,
    ],
    [
      create('x', 'rate(1 minutes)', { Target: { Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage', RoleArn: ROLE } }),
      /delivers to functions, queues and topics/,
    ],
    [create('x', 'rate(1 minutes)', { KmsKeyArn: 'arn:aws:kms:x' }), /does not know the parameter KmsKeyArn/],
  ];
  for (const [command, message] of refused) await assert.rejects(it.client.send(command), message);
  await it.client.send(create('x', 'rate(1 minutes)'));
  await assert.rejects(it.client.send(create('x', 'rate(1 minutes)')), { name: 'ConflictException' });
});

test('a function makes schedules only with a role that it may pass on', async () => {
  await using it = await running({
    statements: [allow('scheduler:CreateSchedule', `${ARN}/default/*`), allow('iam:PassRole', `${ROLE}-other`)],
  });
  await assert.rejects(it.asFunction.send(create('x', 'rate(1 minutes)')), /not authorized to perform: iam:PassRole/);
  await using other = await running({
    statements: [allow('scheduler:CreateSchedule', `${ARN}/default/*`), allow('iam:PassRole', ROLE)],
  });
  await other.asFunction.send(create('x', 'rate(1 minutes)'));
  await assert.rejects(other.asFunction.send(new DeleteScheduleCommand({ Name: 'x' })), /scheduler:DeleteSchedule/);
});

test('shows, changes, lists and deletes schedules and groups', async () => {
  await using it = await running();
  await it.client.send(new CreateScheduleGroupCommand({ Name: 'bank' }));
  await it.client.send(create('one', 'rate(1 minutes)', { GroupName: 'bank', Description: 'first' }));
  await it.client.send(new UpdateScheduleCommand(schedule('one', 'rate(2 minutes)', { GroupName: 'bank' })));
  const shown = await it.client.send(new GetScheduleCommand({ Name: 'one', GroupName: 'bank' }));
  assert.deepEqual(
    [shown.ScheduleExpression, shown.Description, shown.State, shown.ScheduleExpressionTimezone],
    ['rate(2 minutes)', undefined, 'ENABLED', 'UTC'],
  );
  const { Schedules } = await it.client.send(new ListSchedulesCommand({ GroupName: 'bank', NamePrefix: 'o' }));
  assert.deepEqual(
    Schedules?.map(({ Name }) => Name),
    ['one'],
  );
  assert.equal((await it.client.send(new GetScheduleGroupCommand({ Name: 'bank' }))).State, 'ACTIVE');
  const { ScheduleGroups } = await it.client.send(new ListScheduleGroupsCommand({}));
  assert.deepEqual(
    ScheduleGroups?.map(({ Name }) => Name),
    ['bank', 'default'],
  );
  await it.client.send(new DeleteScheduleGroupCommand({ Name: 'bank' }));
  assert.equal(it.scheduler.nextRunOf('bank', 'one'), undefined);
  await it.client.send(create('two', 'rate(1 minutes)'));
  await it.client.send(new DeleteScheduleCommand({ Name: 'two' }));
  await it.pass(3_600_000);
  assert.deepEqual(it.delivered, []);
});

test('runs what was made over the API after a restart, and what a template declares when it does so again', async (t) => {
  const { folder, remove } = temporaryFolder();
  t.after(remove);
  const definition = {
    ScheduleExpression: 'rate(10 minutes)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: FUNCTION, RoleArn: ROLE },
  } as const;
  const declared = { group: undefined, name: 'declared', definition };
  {
    await using it = await running({ folder });
    await it.client.send(create('made', 'rate(10 minutes)'));
    it.scheduler.declareSchedule(declared);
    assert.throws(() => it.scheduler.declareSchedule(declared), /Two schedules/);
  }
  await using it = await running({ folder, nowMillis: START + 905_000 });
  assert.equal(it.scheduler.nextRunOf('default', 'made'), START + 1_200_000);
  assert.equal(it.scheduler.nextRunOf('default', 'declared'), undefined);
  it.scheduler.declareSchedule(declared);
  assert.equal(it.scheduler.nextRunOf('default', 'declared'), START + 1_200_000);
});
