import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAlarmClock } from '../../../lib/local/alarms/index.ts';
import { AwsError } from '../../../lib/local/aws-service.ts';
import type { Delivery } from '../../../lib/local/delivery.ts';
import { createEvents, type RuleDefinition } from '../../../lib/local/events/index.ts';
import type { JsonObject } from '../../../lib/local/json.ts';
import { temporaryFolder, testEnvironment } from '../support/environment.ts';

const ARN = 'arn:aws:events:eu-central-1:123456789012';
const FUNCTION = 'arn:aws:lambda:eu-central-1:123456789012:function:notify';
const QUEUE = 'arn:aws:sqs:eu-central-1:123456789012:lost';

const running = (options: { readonly folder?: string; readonly nowMillis?: number } = {}) => {
  let nowMillis = options.nowMillis ?? Date.UTC(2026, 0, 1);
  const environment = testEnvironment(options.folder ?? '', () => nowMillis);
  const delivered: Delivery[] = [];
  const reported: unknown[] = [];
  const refusing = new Set<string>();
  const alarms = createAlarmClock({ now: environment.now });
  const events = createEvents({
    environment,
    alarms,
    memory: options.folder === undefined,
    deliver: async (delivery) => {
      if (refusing.has(delivery.targetArn)) throw new AwsError('AccessDeniedException', 'no');
      delivered.push(delivery);
    },
    report: (error) => reported.push(error),
  });
  const operation = events.api.operations.get('PutEvents');
  assert.ok(operation);
  const caller = { kind: 'developer', arn: 'arn:aws:iam::123456789012:root' } as const;
  return {
    events,
    delivered,
    reported,
    refusing,
    alarms,
    operation,
    put: async (entries: readonly JsonObject[]) =>
      operation.run({ Entries: entries }, { caller, requestId: 'test', nowMillis }),
    pass: (millis: number) => {
      nowMillis += millis;
      return alarms.check();
    },
    [Symbol.dispose]: () => {
      alarms.close();
      events.close();
    },
  };
};

const rule = (more: Partial<RuleDefinition>): RuleDefinition => ({
  name: 'paid',
  busName: 'default',
  isEnabled: true,
  pattern: { source: ['bank'], detail: { amount: [{ numeric: ['>', 100] }] } },
  schedule: undefined,
  targets: [{ Id: 'one', Arn: FUNCTION }],
  ...more,
});
const paid = (amount: number, more: JsonObject = {}): JsonObject => ({
  Source: 'bank',
  DetailType: 'Paid',
  Detail: JSON.stringify({ amount, payee: 'Ann "A"' }),
  ...more,
});

test('hands an event to the targets of the rules that match it, and of its bus only', async () => {
  using bridge = running();
  bridge.events.declareBus('ledger');
  const { arn } = bridge.events.declareRule(rule({}));
  bridge.events.declareRule(rule({ name: 'off', isEnabled: false }));
  bridge.events.declareRule(rule({ busName: 'ledger', targets: [{ Id: 'one', Arn: `${FUNCTION}2` }] }));
  assert.equal(arn, `${ARN}:rule/paid`);
  const answer = await bridge.put([paid(101), paid(100)]);
  assert.equal(answer['FailedEntryCount'], 0);
  assert.equal(bridge.delivered.length, 1);
  const { payload, source } = bridge.delivered[0] as Delivery & { payload: JsonObject };
  assert.deepEqual(source, { principal: 'events.amazonaws.com', arn });
  const { id: _, ...event } = payload as JsonObject;
  assert.deepEqual(event, {
    version: '0',
    'detail-type': 'Paid',
    source: 'bank',
    account: '123456789012',
    time: '2026-01-01T00:00:00Z',
    region: 'eu-central-1',
    resources: [],
    detail: { amount: 101, payee: 'Ann "A"' },
  });
  await bridge.put([paid(101, { EventBusName: 'ledger' })]);
  assert.deepEqual(
    bridge.delivered.map(({ targetArn }) => targetArn.slice(-1)),
    ['y', '2'],
  );
});

test('makes the message of a target by input, path or template, and what an event says stays inside its place', async () => {
  using bridge = running();
  const InputTransformer = {
    InputPathsMap: { amount: '$.detail.amount', payee: '$.detail.payee', none: '$.detail.none' },
    InputTemplate:
      '{"text": "<payee> got <amount>", "amount": <amount>, "none": <none>, "rule": "<aws.events.rule-name>"}',
  };
  const targets = [
    { Id: '1', Arn: FUNCTION, Input: '{"constant":true}' },
    { Id: '2', Arn: FUNCTION, InputPath: '$.detail' },
    { Id: '3', Arn: FUNCTION, InputTransformer },
    {
      Id: '4',
      Arn: FUNCTION,
      InputTransformer: { InputPathsMap: { payee: '$.detail.payee' }, InputTemplate: 'paid to <payee>' },
    },
  ];
  bridge.events.declareRule(rule({ targets }));
  await bridge.put([paid(101)]);
  assert.deepEqual(
    bridge.delivered.map(({ payload }) => payload),
    [
      { constant: true },
      { amount: 101, payee: 'Ann "A"' },
      { text: 'Ann "A" got 101', amount: 101, none: null, rule: 'paid' },
      'paid to "Ann \\"A\\""',
    ],
  );
});

test('refuses rules that it cannot honour', () => {
  using bridge = running();
  const refused: readonly (readonly [Partial<RuleDefinition>, RegExp])[] = [
    [{ pattern: undefined }, /needs an EventPattern or a ScheduleExpression/],
    [{ pattern: { source: [{ invented: 1 }] } }, /invented/],
    [{ pattern: undefined, schedule: 'at(2027-01-01T00:00:00)' }, /runs by rate/],
    [{ pattern: undefined, schedule: 'every day' }, /every day/],
    [{ busName: 'none' }, /no event bus none/],
    [
      { targets: [{ Id: '1', Arn: 'arn:aws:states:eu-central-1:123456789012:stateMachine:x' }] },
      /delivers to functions/,
    ],
    [{ targets: [{ Id: '1', Arn: FUNCTION, Input: '{}', InputPath: '$' }] }, /exclude each other/],
    [{ targets: [{ Id: '1', Arn: FUNCTION, InputPath: '$..x' }] }, /not a path/],
    [{ targets: [{ Id: '1', Arn: FUNCTION, InputTransformer: { InputTemplate: '<x>' } }] }, /no variable <x>/],
  ];
  for (const [more, message] of refused) assert.throws(() => bridge.events.declareRule(rule(more)), message);
});

test('answers for each entry that EventBridge refuses, and asks IAM for each bus', async () => {
  using bridge = running();
  bridge.events.declareRule(rule({}));
  const answer = await bridge.put([
    paid(101),
    paid(101, { Source: 'aws.ec2' }),
    paid(101, { Detail: '[]' }),
    paid(101, { DetailType: '' }),
    paid(101, { EventBusName: 'none' }),
  ]);
  assert.equal(answer['FailedEntryCount'], 4);
  assert.deepEqual(
    (answer['Entries'] as readonly JsonObject[]).map(({ ErrorCode }) => ErrorCode),
    [undefined, 'NotAuthorizedForSourceException', 'MalformedDetail', 'InvalidArgument', 'ResourceNotFoundException'],
  );
  assert.equal(bridge.delivered.length, 1);
  assert.deepEqual(bridge.operation.rights({ Entries: [paid(1, { EventBusName: 'ledger' })] }), [
    {
      action: 'events:PutEvents',
      resource: `${ARN}:event-bus/ledger`,
      context: { 'events:source': ['bank'], 'events:detail-type': ['Paid'] },
    },
  ]);
  await assert.rejects(bridge.put([paid(101, { Time: 1e20 })]), { name: 'AwsError', code: 'ValidationException' });
  await assert.rejects(bridge.put([paid(1, { EndpointId: 'x' })]), /does not know the parameter EndpointId/);
});

test('sends what a target does not take to the dead-letter queue, or reports it', async () => {
  using bridge = running();
  bridge.refusing.add(FUNCTION);
  bridge.events.declareRule(rule({ targets: [{ Id: '1', Arn: FUNCTION, DeadLetterConfig: { Arn: QUEUE } }] }));
  await bridge.put([paid(101)]);
  assert.deepEqual(
    bridge.delivered.map(({ targetArn }) => targetArn),
    [QUEUE],
  );
  bridge.refusing.add(QUEUE);
  await bridge.put([paid(101)]);
  assert.equal(bridge.reported.length, 1);
});

test('runs by schedule, keeps the times of a rate over a restart, and makes up for no run that it missed', async (t) => {
  const { folder, remove } = temporaryFolder();
  t.after(remove);
  const start = Date.UTC(2026, 0, 1);
  const scheduled = rule({ pattern: undefined, schedule: 'rate(10 minutes)' });
  {
    using bridge = running({ folder, nowMillis: start });
    const { arn } = bridge.events.declareRule(scheduled);
    assert.equal(bridge.events.nextRunOf(arn), start + 600_000);
    await bridge.pass(600_000);
    assert.deepEqual(
      bridge.delivered.map(({ payload }) => (payload as JsonObject)['detail-type']),
      ['Scheduled Event'],
    );
    assert.equal(bridge.events.nextRunOf(arn), start + 1_200_000);
  }
  using bridge = running({ folder, nowMillis: start + 6_300_000 });
  const { arn } = bridge.events.declareRule(scheduled);
  assert.equal(bridge.events.nextRunOf(arn), start + 6_600_000);
  await bridge.pass(0);
  assert.deepEqual(bridge.delivered, []);
});
