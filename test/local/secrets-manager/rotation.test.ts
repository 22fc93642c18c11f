import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import {
  CancelRotateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  RotateSecretCommand,
  type RotationRulesType,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { createAlarmClock } from '../../../lib/local/alarms/index.ts';
import type { JsonObject } from '../../../lib/local/json.ts';
import type { InvocationResult } from '../../../lib/local/lambda/index.ts';
import { createSecretsManager, type RotationDefinition } from '../../../lib/local/secrets-manager/index.ts';
import { temporaryFolder, testEnvironment } from '../support/environment.ts';
import { serve } from '../support/serve.ts';

const FUNCTION = 'arn:aws:lambda:eu-central-1:123456789012:function:rotate';
const DAY = 86_400_000;
const MINUTE = 60_000;
const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];
const START = Date.UTC(2026, 10, 22);

/** Secrets Manager with a secret and a function that keeps AWS's contract, except where `fails` says otherwise. */
const rotationFixture = async (folder?: string) => {
  const clock = { millis: START };
  const now = () => clock.millis;
  const alarms = createAlarmClock({ now });
  const reported: string[] = [];
  const events: JsonObject[] = [];
  const behaviour: {
    permitted: boolean;
    /** The step at which the function ends this way, before it has done anything. */
    fails: { readonly step: string; readonly as: InvocationResult } | undefined;
    /** Settles before any step is done. */
    gate: Promise<void>;
  } = { permitted: true, fails: undefined, gate: Promise.resolve() };
  let atOnce = 0;
  let mostAtOnce = 0;

  const service = createSecretsManager({
    environment: testEnvironment(folder ?? '', now),
    memory: folder === undefined,
    alarms,
    report: (message) => void reported.push(message),
    functions: {
      mayInvoke: (functionArn) => behaviour.permitted && functionArn === FUNCTION,
      invoke: async (_, event) => {
        events.push(event);
        atOnce += 1;
        mostAtOnce = Math.max(mostAtOnce, atOnce);
        try {
          await behaviour.gate;
          const { fails } = behaviour;
          if (fails !== undefined && fails.step === event['Step']) return fails.as;
          await perform(event);
          return { kind: 'returned', payload: null };
        } finally {
          atOnce -= 1;
        }
      },
    },
  });
  service.declareSecret({ name: 'login', arnSuffix: 'AbCdEf', tags: [], value: { kind: 'given', text: 'value 0' } });
  const server = await serve(service.api, now);
  const client = new SecretsManagerClient({
    endpoint: server.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });

  const perform = async ({ Step: step, SecretId, ClientRequestToken: token }: JsonObject) => {
    const secret = String(SecretId);
    const { VersionIdsToStages: versions = {} } = await client.send(new DescribeSecretCommand({ SecretId: secret }));
    const labels = versions[String(token)] ?? [];
    if (labels.includes('AWSCURRENT')) return;
    assert.ok(labels.includes('AWSPENDING'), 'the version is pending');
    if (step === 'createSecret') {
      const there = await client
        .send(new GetSecretValueCommand({ SecretId: secret, VersionId: String(token), VersionStage: 'AWSPENDING' }))
        .catch(() => undefined);
      if (there !== undefined) return;
      await client.send(
        new PutSecretValueCommand({
          SecretId: secret,
          ClientRequestToken: String(token),
          SecretString: `value of ${token}`,
          VersionStages: ['AWSPENDING'],
        }),
      );
    }
    if (step === 'finishSecret') {
      const current = Object.entries(versions).find(([, stages]) => stages.includes('AWSCURRENT'));
      await client.send(
        new UpdateSecretVersionStageCommand({
          SecretId: secret,
          VersionStage: 'AWSCURRENT',
          MoveToVersionId: String(token),
          ...(current === undefined ? {} : { RemoveFromVersionId: current[0] }),
        }),
      );
    }
  };

  return {
    service,
    client,
    alarms,
    behaviour,
    events,
    reported,
    clock,
    mostAtOnce: () => mostAtOnce,
    steps: () => events.map(({ Step }) => Step),
    current: async () => (await client.send(new GetSecretValueCommand({ SecretId: 'login' }))).SecretString,
    describe: () => client.send(new DescribeSecretCommand({ SecretId: 'login' })),
    rotate: (
      input: { ClientRequestToken?: string; RotationRules?: RotationRulesType; RotateImmediately?: boolean } = {},
    ) =>
      client.send(
        new RotateSecretCommand({
          SecretId: 'login',
          RotationLambdaARN: FUNCTION,
          RotationRules: { AutomaticallyAfterDays: 30 },
          ...input,
        }),
      ),
    /** Moves the clock and lets everything that is due run out. */
    pass: async (millis: number) => {
      clock.millis += millis;
      await alarms.check();
      await service.idle();
    },
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      await server.close();
      service.close();
    },
  };
};

describe('the rotation of a secret', () => {
  it('takes four steps with one token, and the value before it stays the previous one', async () => {
    await using fixture = await rotationFixture();
    const { VersionId = '' } = await fixture.rotate();
    await fixture.pass(0);
    assert.deepEqual(fixture.steps(), STEPS);
    for (const event of fixture.events) {
      assert.deepEqual(Object.keys(event), ['Step', 'SecretId', 'ClientRequestToken', 'RotationToken']);
      assert.equal(event['ClientRequestToken'], VersionId);
      assert.equal(event['SecretId'], 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:login-AbCdEf');
    }
    assert.equal(await fixture.current(), `value of ${VersionId}`);
    const previous = await fixture.client.send(
      new GetSecretValueCommand({ SecretId: 'login', VersionStage: 'AWSPREVIOUS' }),
    );
    assert.equal(previous.SecretString, 'value 0');
    const described = await fixture.describe();
    assert.deepEqual([described.RotationEnabled, described.RotationLambdaARN], [true, FUNCTION]);
    assert.deepEqual(described.RotationRules, { AutomaticallyAfterDays: 30 });
    assert.equal(described.LastRotatedDate?.getTime(), START);
    assert.equal(described.NextRotationDate?.getTime(), START + 30 * DAY);
  });

  it('comes again on its schedule, counted from the last one', async () => {
    await using fixture = await rotationFixture();
    await fixture.rotate();
    await fixture.pass(0);
    const first = await fixture.current();
    await fixture.pass(30 * DAY - 1);
    assert.equal(await fixture.current(), first);
    await fixture.pass(1);
    assert.notEqual(await fixture.current(), first);
    assert.equal(fixture.events.length, 8);
    await fixture.rotate({ RotationRules: { ScheduleExpression: 'cron(0 3 ? * SUN *)', Duration: '2h' } });
    await fixture.pass(0);
    const { NextRotationDate } = await fixture.describe();
    // 30 days after a Sunday is a Tuesday.
    assert.equal(NextRotationDate?.toISOString(), '2026-12-27T03:00:00.000Z');
  });

  for (const step of STEPS) {
    for (const as of [
      { kind: 'failed', errorType: 'Error', errorMessage: 'a secret detail' },
      { kind: 'crashed', reason: 'killed' },
      { kind: 'timed-out' },
      { kind: 'throttled', reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' },
    ] as const) {
      it(`that is ${as.kind} at ${step} leaves the value usable, and is tried again until it is done`, async () => {
        await using fixture = await rotationFixture();
        fixture.behaviour.fails = { step, as };
        const { VersionId: token = '' } = await fixture.rotate();
        await fixture.pass(0);
        assert.equal(await fixture.current(), 'value 0');
        assert.match(fixture.reported.join(), new RegExp(`failed at ${step}`));
        assert.ok(!fixture.reported.join().includes('a secret detail'));
        const before = fixture.events.length;
        await fixture.pass(MINUTE - 1);
        assert.equal(fixture.events.length, before);
        fixture.behaviour.fails = undefined;
        await fixture.pass(1);
        assert.equal(await fixture.current(), `value of ${token}`);
        assert.deepEqual(new Set(fixture.events.map((event) => event['ClientRequestToken'])), new Set([token]));
        await fixture.pass(30 * DAY);
        assert.notEqual(await fixture.current(), `value of ${token}`);
      });
    }
  }

  it('that goes on failing is given up, and taken up again at its next time', async () => {
    await using fixture = await rotationFixture();
    fixture.behaviour.fails = { step: 'setSecret', as: { kind: 'timed-out' } };
    const { VersionId: token } = await fixture.rotate();
    for (let i = 0; i < 20; i += 1) await fixture.pass(60 * MINUTE);
    assert.equal(fixture.reported.length, 5);
    fixture.behaviour.fails = undefined;
    await fixture.pass(30 * DAY);
    assert.equal(await fixture.current(), `value of ${token}`);
  });

  it('that says it is done and is not, has failed', async () => {
    await using fixture = await rotationFixture();
    fixture.behaviour.fails = { step: 'finishSecret', as: { kind: 'returned', payload: null } };
    await fixture.rotate();
    await fixture.pass(0);
    assert.match(fixture.reported.join(), /did not move AWSCURRENT/);
    assert.equal(await fixture.current(), 'value 0');
  });

  it('never runs beside another one of the same secret', async () => {
    await using fixture = await rotationFixture();
    let open = () => {};
    fixture.behaviour.gate = new Promise((resolve) => {
      open = resolve;
    });
    const { VersionId: token = '' } = await fixture.rotate();
    const ringing = fixture.alarms.check();
    await turn();
    for (let i = 0; i < 3; i += 1) {
      await assert.rejects(fixture.rotate(), {
        name: 'InvalidRequestException',
        message: /previous rotation isn't complete/,
      });
      void fixture.alarms.check();
    }
    // The same request again is no other rotation.
    assert.equal((await fixture.rotate({ ClientRequestToken: token })).VersionId, token);
    open();
    await ringing;
    await fixture.pass(0);
    assert.equal(fixture.mostAtOnce(), 1);
    assert.equal(await fixture.current(), `value of ${token}`);
  });

  it('begins anew when somebody took the label of the last one away', async () => {
    await using fixture = await rotationFixture();
    fixture.behaviour.fails = { step: 'testSecret', as: { kind: 'timed-out' } };
    const { VersionId: given = '' } = await fixture.rotate();
    await fixture.pass(0);
    await assert.rejects(fixture.rotate(), { name: 'InvalidRequestException' });
    await fixture.pass(0);
    await fixture.client.send(
      new UpdateSecretVersionStageCommand({
        SecretId: 'login',
        VersionStage: 'AWSPENDING',
        RemoveFromVersionId: given,
      }),
    );
    fixture.behaviour.fails = undefined;
    const { VersionId: next = '' } = await fixture.rotate();
    await fixture.pass(0);
    assert.notEqual(next, given);
    assert.equal(await fixture.current(), `value of ${next}`);
  });

  it('needs the permission of the function, when it is set and at every step', async () => {
    await using fixture = await rotationFixture();
    fixture.behaviour.permitted = false;
    await assert.rejects(fixture.rotate(), {
      name: 'AccessDeniedException',
      message: /secretsmanager\.amazonaws\.com/,
    });
    fixture.behaviour.permitted = true;
    await fixture.rotate();
    fixture.behaviour.permitted = false;
    await fixture.pass(0);
    assert.deepEqual(fixture.events, []);
    assert.match(fixture.reported.join(), /does not let secretsmanager/);
  });

  it('is only tried out when it is not to rotate at once', async () => {
    await using fixture = await rotationFixture();
    await fixture.rotate({ RotateImmediately: false });
    assert.deepEqual(fixture.steps(), ['testSecret']);
    await fixture.pass(0);
    assert.equal(await fixture.current(), 'value 0');
    assert.equal(Object.keys((await fixture.describe()).VersionIdsToStages ?? {}).length, 1);
    await fixture.pass(30 * DAY);
    assert.notEqual(await fixture.current(), 'value 0');
  });

  it('is turned off, and stops after the step that runs', async () => {
    await using fixture = await rotationFixture();
    let open = () => {};
    fixture.behaviour.gate = new Promise((resolve) => {
      open = resolve;
    });
    const { VersionId } = await fixture.rotate();
    const ringing = fixture.alarms.check();
    const cancelled = await fixture.client.send(new CancelRotateSecretCommand({ SecretId: 'login' }));
    assert.equal(cancelled.VersionId, VersionId);
    open();
    await ringing;
    await fixture.pass(60 * DAY);
    assert.deepEqual(fixture.steps(), ['createSecret']);
    assert.equal((await fixture.describe()).RotationEnabled, false);
    assert.equal(await fixture.current(), 'value 0');
  });

  it('that is asked for again while a cancelled one or a test still runs, comes when that has ended', async () => {
    for (const isTest of [false, true]) {
      await using fixture = await rotationFixture();
      let open = () => {};
      fixture.behaviour.gate = new Promise((resolve) => {
        open = resolve;
      });
      const tested = fixture.rotate({ RotateImmediately: !isTest });
      if (!isTest) await tested;
      const ringing = fixture.alarms.check();
      while (fixture.events.length === 0) await turn();
      if (!isTest) await fixture.client.send(new CancelRotateSecretCommand({ SecretId: 'login' }));
      await assert.rejects(fixture.rotate(), { name: 'InvalidRequestException', message: /will be reattempted/ });
      open();
      await Promise.all([ringing, tested]);
      await fixture.pass(0);
      await fixture.pass(0);
      assert.equal(fixture.mostAtOnce(), 1);
      assert.notEqual(await fixture.current(), 'value 0');
    }
  });

  it('waits while its secret is to be deleted', async () => {
    await using fixture = await rotationFixture();
    await fixture.rotate();
    await fixture.pass(0);
    await fixture.client.send(new DeleteSecretCommand({ SecretId: 'login', RecoveryWindowInDays: 30 }));
    await assert.rejects(fixture.rotate(), { name: 'InvalidRequestException', message: /marked for deletion/ });
    await fixture.pass(29 * DAY);
    await fixture.client.send(new RestoreSecretCommand({ SecretId: 'login' }));
    await fixture.pass(DAY);
    assert.equal(fixture.events.length, 8);
  });

  it('is refused on rules that are none', async () => {
    await using fixture = await rotationFixture();
    for (const RotationRules of [
      {},
      { AutomaticallyAfterDays: 30, ScheduleExpression: 'rate(10 days)' },
      { AutomaticallyAfterDays: 1001 },
      { ScheduleExpression: 'rate(3 hours)' },
      { ScheduleExpression: 'rate(1000 days)' },
      { ScheduleExpression: 'cron(30 8 * * ? *)' },
      { ScheduleExpression: 'cron(0 8 * * ? 2027)' },
      { ScheduleExpression: 'at(2027-01-01T00:00:00)' },
      { ScheduleExpression: 'tomorrow' },
      { AutomaticallyAfterDays: 30, Duration: '25h' },
    ]) {
      await assert.rejects(
        fixture.rotate({ RotationRules }),
        { name: /^(InvalidParameter|Validation)Exception$/ },
        JSON.stringify(RotationRules),
      );
    }
    await assert.rejects(fixture.client.send(new RotateSecretCommand({ SecretId: 'login' })), {
      name: 'InvalidRequestException',
      message: /No Lambda rotation function/,
    });
  });

  it('of a template runs when it is new, goes on after a restart, and runs anew when it is changed', async () => {
    const { folder, remove } = temporaryFolder();
    const definition: RotationDefinition = {
      secretId: 'login',
      functionArn: FUNCTION,
      rules: { AutomaticallyAfterDays: 10 },
      rotatesOnUpdate: true,
    };
    let first: string | undefined;
    {
      await using fixture = await rotationFixture(folder);
      fixture.service.declareRotation(definition);
      await fixture.pass(0);
      first = await fixture.current();
      assert.notEqual(first, 'value 0');
    }
    {
      await using fixture = await rotationFixture(folder);
      fixture.service.declareRotation(definition);
      await fixture.pass(0);
      assert.equal(await fixture.current(), first);
      // What fell due while nothing ran is done at the start.
      await fixture.pass(11 * DAY);
      assert.notEqual(await fixture.current(), first);
    }
    {
      await using fixture = await rotationFixture(folder);
      const before = await fixture.current();
      await fixture.pass(60 * DAY);
      assert.equal(await fixture.current(), before, 'a template that no longer has the schedule');
      fixture.service.declareRotation({ ...definition, rules: { AutomaticallyAfterDays: 20 }, rotatesOnUpdate: false });
      await fixture.pass(0);
      assert.equal(await fixture.current(), before);
      fixture.service.declareRotation({ ...definition, rules: { AutomaticallyAfterDays: 30 } });
      await fixture.pass(0);
      assert.notEqual(await fixture.current(), before);
    }
    remove();
  });

  it('that was half done when the process ended, at any step, goes on with its token', async () => {
    for (const step of STEPS) {
      const { folder, remove } = temporaryFolder();
      const token = randomUUID();
      {
        await using fixture = await rotationFixture(folder);
        let reached = () => {};
        const atStep = new Promise<void>((resolve) => {
          reached = resolve;
        });
        // The step is never done: as if the machine had stopped in it.
        const { push } = fixture.events;
        fixture.events.push = (...items) => {
          if (items[0]?.['Step'] === step) {
            fixture.behaviour.gate = new Promise(() => {});
            reached();
          }
          return push.apply(fixture.events, items);
        };
        await fixture.rotate({ ClientRequestToken: token });
        void fixture.alarms.check();
        await atStep;
        assert.equal(await fixture.current(), 'value 0');
      }
      await using again = await rotationFixture(folder);
      await again.pass(0);
      assert.equal(await again.current(), `value of ${token}`);
      remove();
    }
  });
});
