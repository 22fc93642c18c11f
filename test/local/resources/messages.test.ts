import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Json, JsonObject } from '../../../lib/local/json.ts';
import { resourceTypes } from '../../../lib/local/resources/index.ts';
import { createServices } from '../../../lib/local/runtime/create-services.ts';
import { declareStack, parseTemplate } from '../../../lib/local/template/index.ts';
import { temporaryFolder, testEnvironment } from '../support/environment.ts';

const caller = { kind: 'developer', arn: 'arn:aws:iam::123456789012:root' } as const;
const service = (name: string) => ({ Service: `${name}.amazonaws.com` });
const statement = (Principal: Json, Action: string, Resource: Json, Condition?: Json) => ({
  Effect: 'Allow',
  Principal,
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** A stack of queues and what writes to them, declared to the services of a runtime. */
const declared = (t: TestContext, resources: JsonObject, lettingIn: readonly Json[]) => {
  const { folder, remove } = temporaryFolder();
  let nowMillis = Date.UTC(2026, 0, 1);
  const environment = testEnvironment(folder, () => nowMillis);
  const created = createServices({
    environment,
    awsUrl: 'https://localhost:8444',
    caFile: join(folder, 'ca.pem'),
    logFolder: folder,
    assetFolder: () => folder,
  });
  t.after(async () => {
    await created.stop();
    await created.close();
    remove();
  });
  const Policy = {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Queue' }],
      PolicyDocument: { Version: '2012-10-17', Statement: lettingIn },
    },
  };
  const stack = declareStack({
    stackName: 'Bank',
    template: parseTemplate('Bank', {
      Resources: {
        Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'inbox' } },
        ...(lettingIn.length === 0 ? {} : { Policy }),
        ...resources,
      },
    }),
    resourceTypes,
    services: created.services,
    exports: new Map(),
  });
  const call = async (api: 'sns' | 'sqs' | 'events', name: string, input: JsonObject): Promise<JsonObject> => {
    const operation = created.services[api].api.operations.get(name);
    assert.ok(operation);
    return operation.run(input, { caller, requestId: 'test', nowMillis });
  };
  return {
    stack,
    services: created.services,
    call,
    inbox: async () => {
      const { Messages: messages = [] } = await call('sqs', 'ReceiveMessage', {
        QueueUrl: 'https://localhost:8444/123456789012/inbox',
        MaxNumberOfMessages: 10,
      });
      return (messages as readonly JsonObject[]).map(({ Body }) => JSON.parse(String(Body)) as JsonObject);
    },
    pass: (millis: number) => {
      nowMillis += millis;
    },
  };
};

const topic: JsonObject = {
  Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'alerts' } },
  Subscription: {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs', Endpoint: arn('Queue') },
  },
};
const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:alerts';

test('a topic of the template reaches a queue whose policy lets it in', async (t) => {
  const onlyFor = { ArnEquals: { 'aws:SourceArn': { Ref: 'Topic' } } };
  const it = declared(t, topic, [statement(service('sns'), 'sqs:SendMessage', arn('Queue'), onlyFor)]);
  await it.call('sns', 'Publish', { TopicArn: TOPIC, Message: 'fraud' });
  assert.deepEqual(
    (await it.inbox()).map(({ Message }) => Message),
    ['fraud'],
  );
});

test('a topic of the template does not reach a queue without such a policy, nor one that lets another topic in', async (t) => {
  t.mock.method(console, 'error', () => undefined);
  const without = declared(t, topic, []);
  await without.call('sns', 'Publish', { TopicArn: TOPIC, Message: 'fraud' });
  assert.deepEqual(await without.inbox(), []);
  const another = { ArnEquals: { 'aws:SourceArn': `${TOPIC}-other` } };
  const other = declared(t, topic, [statement(service('sns'), 'sqs:SendMessage', arn('Queue'), another)]);
  await other.call('sns', 'Publish', { TopicArn: TOPIC, Message: 'fraud' });
  assert.deepEqual(await other.inbox(), []);
});

test('a rule of the template sends what it matches to a queue', async (t) => {
  const it = declared(
    t,
    {
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventPattern: { source: ['bank'] },
          Targets: [{ Id: '1', Arn: arn('Queue'), InputPath: '$.detail' }],
        },
      },
    },
    [statement(service('events'), 'sqs:SendMessage', arn('Queue'))],
  );
  const entry = (Source: string) => ({ Source, DetailType: 'x', Detail: JSON.stringify({ from: Source }) });
  await it.call('events', 'PutEvents', { Entries: [entry('bank'), entry('other')] });
  assert.deepEqual(await it.inbox(), [{ from: 'bank' }]);
});

test('a template declares every type of this room, and what it must not is refused by name', (t) => {
  const role = {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: service('scheduler') }],
      },
    },
  };
  const schedule = (Target: JsonObject) => ({
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      GroupName: { Ref: 'Group' },
      ScheduleExpression: 'rate(1 hours)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target,
    },
  });
  const resources = (Target: JsonObject): JsonObject => ({
    ...topic,
    Role: role,
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'ledger' } },
    Group: { Type: 'AWS::Scheduler::ScheduleGroup', Properties: { Name: 'nightly' } },
    Schedule: schedule(Target),
    Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/bank/mode', Type: 'String', Value: 'calm' } },
    Identity: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'bank.example' } },
    Mails: { Type: 'AWS::SES::ConfigurationSet', Properties: {} },
    TopicPolicy: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: {
        Topics: [{ Ref: 'Topic' }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [statement(service('events'), 'sns:Publish', { Ref: 'Topic' })],
        },
      },
    },
  });
  const { stack, services } = declared(t, resources({ Arn: arn('Queue'), RoleArn: arn('Role') }), []);
  const refOf = (id: string) => stack.resources.find(({ logicalId }) => logicalId === id)?.identity.ref;
  assert.equal(refOf('Queue'), 'https://localhost:8444/123456789012/inbox');
  assert.equal(services.ssm.parameterValue('/bank/mode'), 'calm');
  assert.equal(services.scheduler.nextRunOf('nightly', refOf('Schedule') ?? ''), Date.UTC(2026, 0, 1, 1));
  const EcsParameters = { TaskDefinitionArn: 'x' };
  assert.throws(
    () => declared(t, resources({ Arn: arn('Queue'), RoleArn: arn('Role'), EcsParameters }), []),
    /EcsParameters/,
  );
});
