import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  type CreateTopicCommandInput,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  PublishBatchCommand,
  PublishCommand,
  type PublishCommandInput,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  TagResourceCommand,
  UnsubscribeCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-sns';
import { AwsError } from '../../../lib/local/aws-service.ts';
import type { Delivery } from '../../../lib/local/delivery.ts';
import { createIam } from '../../../lib/local/iam/index.ts';
import type { Json } from '../../../lib/local/json.ts';
import { createOutbox } from '../../../lib/local/outbox/index.ts';
import { createTopics } from '../../../lib/local/sns/index.ts';
import { temporaryFolder, testEnvironment } from '../support/environment.ts';
import { allow, declareRole, serveSigned } from '../support/serve-signed.ts';

const ARN = 'arn:aws:sns:eu-central-1:123456789012';
const FUNCTION = 'arn:aws:lambda:eu-central-1:123456789012:function:notify';
const QUEUE = 'arn:aws:sqs:eu-central-1:123456789012:payments';

/** Topics behind the real endpoint; deliveries are kept, and those to `refusing` ARNs fail. */
const runningTopics = async (options: { readonly statements?: readonly Json[]; readonly folder?: string } = {}) => {
  const environment = testEnvironment(options.folder ?? '');
  const memory = options.folder === undefined;
  const iam = createIam(environment);
  const roleArn = declareRole(iam, options.statements ?? []);
  const outbox = createOutbox({ environment, memory });
  const delivered: Delivery[] = [];
  const reported: unknown[] = [];
  const refusing = new Set<string>();
  const sns = createTopics({
    environment,
    iam,
    outbox,
    memory,
    deliver: async (delivery) => {
      if (refusing.has(delivery.targetArn)) throw new AwsError('AccessDeniedException', 'no');
      delivered.push(delivery);
    },
    report: (error) => reported.push(error),
  });
  const server = await serveSigned([sns.api], { environment, iam, roleArn });
  const client = new SNSClient(server.asDeveloper);
  const create = async (Name = 'alerts', Attributes: Record<string, string> = {}) =>
    (await client.send(new CreateTopicCommand({ Name, Attributes }))).TopicArn ?? '';
  const subscribe = async (
    TopicArn: string,
    Protocol: string,
    Endpoint: string,
    Attributes: Record<string, string> = {},
  ) => (await client.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes }))).SubscriptionArn ?? '';
  const publish = async (input: PublishCommandInput) => {
    const { MessageId } = await client.send(new PublishCommand(input));
    await sns.settled();
    return MessageId;
  };
  return {
    sns,
    outbox,
    delivered,
    reported,
    refusing,
    client,
    create,
    subscribe,
    publish,
    asFunction: new SNSClient(server.asFunction),
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      await server.close();
      sns.close();
      outbox.close();
    },
  };
};

test('hands a message to functions and queues as SNS does, with its attributes', async () => {
  await using topics = await runningTopics();
  const TopicArn = await topics.create();
  assert.equal(TopicArn, `${ARN}:alerts`);
  const subscription = await topics.subscribe(TopicArn, 'lambda', FUNCTION);
  await topics.subscribe(TopicArn, 'sqs', QUEUE);
  await topics.subscribe(TopicArn, 'sqs', `${QUEUE}-raw`, { RawMessageDelivery: 'true' });
  const MessageId = await topics.publish({
    TopicArn,
    Subject: 'Fraud',
    Message: 'zażółć & <more>',
    MessageAttributes: { kind: { DataType: 'String', StringValue: 'transfer' } },
  });
  const [toFunction, toQueue, raw] = topics.delivered.toSorted((one, two) => (one.targetArn < two.targetArn ? -1 : 1));
  assert.ok(toFunction !== undefined && toQueue !== undefined);
  const { Records } = toFunction.payload as unknown as {
    Records: { EventSubscriptionArn: string; Sns: Record<string, unknown> }[];
  };
  assert.equal(Records[0]?.EventSubscriptionArn, subscription);
  const { Message, Subject, MessageId: id, MessageAttributes } = Records[0]?.Sns ?? {};
  assert.deepEqual([Message, Subject, id], ['zażółć & <more>', 'Fraud', MessageId]);
  assert.deepEqual(MessageAttributes, { kind: { Type: 'String', Value: 'transfer' } });
  assert.equal((toQueue.payload as { Type: string }).Type, 'Notification');
  assert.deepEqual([raw?.text, raw?.messageAttributes?.['kind']?.StringValue], ['zażółć & <more>', 'transfer']);
  assert.deepEqual(toFunction?.source, { principal: 'sns.amazonaws.com', arn: TopicArn });
});

test('filters by attributes and by body, and refuses a policy that is none', async () => {
  await using topics = await runningTopics();
  const TopicArn = await topics.create();
  const FilterPolicy = JSON.stringify({ kind: ['transfer'], amount: [{ numeric: ['>', 100] }] });
  await topics.subscribe(TopicArn, 'lambda', `${FUNCTION}1`, { FilterPolicy });
  const body = {
    FilterPolicy: JSON.stringify({ account: { country: [{ prefix: 'P' }] } }),
    FilterPolicyScope: 'MessageBody',
  };
  await topics.subscribe(TopicArn, 'lambda', `${FUNCTION}2`, body);
  const receivers = async (Message: string, amount: string, kind = 'transfer') => {
    topics.delivered.length = 0;
    await topics.publish({
      TopicArn,
      Message,
      MessageAttributes: {
        kind: { DataType: 'String.Array', StringValue: JSON.stringify(['other', kind]) },
        amount: { DataType: 'Number', StringValue: amount },
      },
    });
    return topics.delivered.map(({ targetArn }) => targetArn.slice(-1));
  };
  assert.deepEqual(await receivers('text', '101'), ['1']);
  assert.deepEqual(await receivers('text', '100'), []);
  assert.deepEqual(await receivers('text', '101', 'card'), []);
  assert.deepEqual(await receivers('{"account":{"country":"PL"}}', '1'), ['2']);
  assert.deepEqual(await receivers('{"account":{"country":"DE"}}', '1'), []);
  for (const refused of ['nonsense', '{"a":"b"}', '{"a":{"b":["c"]}}', '{"a":[{"invented":1}]}']) {
    await assert.rejects(
      topics.subscribe(TopicArn, 'lambda', `${FUNCTION}3`, { FilterPolicy: refused }),
      { name: 'InvalidParameterException' },
      refused,
    );
  }
});

test('mail and text messages land in the outbox, mails once the address is confirmed', async () => {
  await using topics = await runningTopics();
  const TopicArn = await topics.create('alerts', { DisplayName: 'Bank' });
  assert.equal(await topics.subscribe(TopicArn, 'email', 'ann@example.com'), 'pending confirmation');
  await topics.subscribe(TopicArn, 'sms', '+48600100200');
  await topics.publish({ TopicArn, Message: 'first' });
  const texts = (to: string) => topics.outbox.list({ to }).map(({ text }) => text);
  assert.deepEqual(texts('+48600100200'), ['Bank> first']);
  const [confirmation = '', ...others] = texts('ann@example.com');
  assert.deepEqual(others, []);
  const Token = /--token ([0-9a-f]{64})/.exec(confirmation)?.[1] ?? '';
  await assert.rejects(
    topics.client.send(new ConfirmSubscriptionCommand({ TopicArn, Token: `0${Token.slice(1)}x` })),
    /Token/,
  );
  await topics.client.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
  await topics.publish({
    TopicArn,
    Message: JSON.stringify({ default: 'short', email: 'long' }),
    MessageStructure: 'json',
  });
  assert.equal(texts('ann@example.com')[0], 'long');
  assert.equal(texts('+48600100200')[0], 'Bank> short');
  await topics.publish({ PhoneNumber: '+48600100201', Message: 'Your code is 1' });
  assert.deepEqual(texts('+48600100201'), ['Your code is 1']);
});

test('refuses what would leave this machine, FIFO topics, and messages that SNS refuses', async () => {
  await using topics = await runningTopics();
  const TopicArn = await topics.create();
  const refused: readonly (readonly [Promise<unknown>, RegExp])[] = [
    [topics.subscribe(TopicArn, 'https', 'https://example.com'), /delivers by email, lambda, sms, sqs, not by https/],
    [topics.subscribe(TopicArn, 'sqs', 'https://example.com'), /Endpoint/],
    [topics.subscribe(TopicArn, 'lambda', FUNCTION, { RawMessageDelivery: 'true' }), /RawMessageDelivery/],
    [topics.create('ledger.fifo'), /FIFO/],
    [topics.create('x', { FifoTopic: 'true' }), /FifoTopic/],
    [topics.publish({ TopicArn, Message: '' }), /Empty message/],
    [topics.publish({ TopicArn, Message: 'x'.repeat(262_145) }), /too long/],
    [topics.publish({ TopicArn, Message: 'x', Subject: 'a\nb' }), /Subject/],
    [topics.publish({ TopicArn, Message: '{"sms":"x"}', MessageStructure: 'json' }), /No default entry/],
    [topics.publish({ PhoneNumber: '600100200', Message: 'x' }), /E.164/],
    [topics.publish({ TopicArn: `${TopicArn}x`, Message: 'x' }), /Topic does not exist/],
  ];
  for (const [call, message] of refused) await assert.rejects(call, message);
});

test('sends what cannot be delivered to the dead-letter queue, or reports it', async () => {
  await using topics = await runningTopics();
  const TopicArn = await topics.create();
  topics.refusing.add(FUNCTION);
  await topics.subscribe(TopicArn, 'lambda', FUNCTION, {
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: QUEUE }),
  });
  await topics.publish({ TopicArn, Message: 'lost?' });
  assert.deepEqual(
    topics.delivered.map(({ targetArn, payload }) => [targetArn, (payload as { Message: string }).Message]),
    [[QUEUE, 'lost?']],
  );
  topics.refusing.add(QUEUE);
  await topics.publish({ TopicArn, Message: 'lost' });
  assert.equal(topics.reported.length, 1);
});

test('a function publishes where its role lets it', async () => {
  await using topics = await runningTopics({ statements: [allow('sns:Publish', `${ARN}:alerts`)] });
  const TopicArn = await topics.create();
  await topics.asFunction.send(new PublishCommand({ TopicArn, Message: 'x' }));
  const entries = [
    { Id: '1', Message: 'a' },
    { Id: '2', Message: '' },
  ];
  const batch = await topics.asFunction.send(
    new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: entries }),
  );
  assert.deepEqual([batch.Successful?.[0]?.Id, batch.Failed?.[0]?.Code], ['1', 'InvalidParameter']);
  await assert.rejects(
    topics.asFunction.send(new PublishCommand({ PhoneNumber: '+48600100200', Message: 'x' })),
    /not authorized to perform: (?:sns|SNS):Publish/,
  );
  await assert.rejects(
    topics.asFunction.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: QUEUE })),
    /not authorized/,
  );
});

test('lists, describes, tags and deletes topics and subscriptions', async () => {
  await using topics = await runningTopics();
  const TopicArn = await topics.create();
  const SubscriptionArn = await topics.subscribe(TopicArn, 'sqs', QUEUE);
  assert.equal(await topics.subscribe(TopicArn, 'sqs', QUEUE), SubscriptionArn);
  assert.deepEqual((await topics.client.send(new ListTopicsCommand({}))).Topics, [{ TopicArn }]);
  await topics.client.send(
    new SetTopicAttributesCommand({ TopicArn, AttributeName: 'DisplayName', AttributeValue: 'Bank' }),
  );
  const { Attributes } = await topics.client.send(new GetTopicAttributesCommand({ TopicArn }));
  assert.deepEqual([Attributes?.['DisplayName'], Attributes?.['SubscriptionsConfirmed']], ['Bank', '1']);
  await topics.client.send(
    new SetSubscriptionAttributesCommand({
      SubscriptionArn,
      AttributeName: 'RawMessageDelivery',
      AttributeValue: 'true',
    }),
  );
  const described = await topics.client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  assert.equal(described.Attributes?.['RawMessageDelivery'], 'true');
  assert.equal((await topics.client.send(new ListSubscriptionsCommand({}))).Subscriptions?.[0]?.Endpoint, QUEUE);
  await topics.client.send(
    new TagResourceCommand({
      ResourceArn: TopicArn,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ],
    }),
  );
  await topics.client.send(new UntagResourceCommand({ ResourceArn: TopicArn, TagKeys: ['a'] }));
  assert.deepEqual((await topics.client.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }))).Tags, [
    { Key: 'b', Value: '2' },
  ]);
  await topics.client.send(new UnsubscribeCommand({ SubscriptionArn }));
  assert.deepEqual((await topics.client.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions, []);
  await topics.client.send(new DeleteTopicCommand({ TopicArn }));
  await assert.rejects(topics.client.send(new GetTopicAttributesCommand({ TopicArn })), { name: 'NotFoundException' });
});

test('keeps what was made over the API, and asks a declared address to confirm once', async (t) => {
  const { folder, remove } = temporaryFolder();
  t.after(remove);
  const declare = ({ sns }: Pick<Awaited<ReturnType<typeof runningTopics>>, 'sns'>) => {
    const { arn: topicArn } = sns.declareTopic({ name: 'declared', attributes: {}, tags: {} });
    sns.declareSubscription({ id: 'one', topicArn, protocol: 'email', endpoint: 'ann@example.com', attributes: {} });
    return topicArn;
  };
  {
    await using topics = await runningTopics({ folder });
    await topics.subscribe(await topics.create('made'), 'sqs', QUEUE);
    declare(topics);
  }
  {
    await using topics = await runningTopics({ folder });
    const TopicArn = declare(topics);
    const [mail, ...others] = topics.outbox.list({ to: 'ann@example.com' });
    assert.deepEqual(others, []);
    const Token = /--token (\w+)/.exec(mail?.text ?? '')?.[1];
    await topics.client.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
  }
  await using topics = await runningTopics({ folder });
  assert.deepEqual((await topics.client.send(new ListTopicsCommand({}))).Topics, [{ TopicArn: `${ARN}:made` }]);
  await topics.publish({ TopicArn: declare(topics), Message: 'confirmed' });
  assert.equal(topics.outbox.list({ to: 'ann@example.com' })[0]?.text, 'confirmed');
});

test('whoever may make a topic may not change one that is there, and tags it only with a right to that', async () => {
  await using topics = await runningTopics({ statements: [allow(['sns:CreateTopic', 'sns:GetTopicAttributes'], '*')] });
  const TopicArn = await topics.create('alerts', { DisplayName: 'Bank' });
  const create = (input: CreateTopicCommandInput) => topics.asFunction.send(new CreateTopicCommand(input));
  const open = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sns:Publish', Resource: TopicArn }],
  });
  assert.equal((await create({ Name: 'alerts', Attributes: { DisplayName: 'Bank' } })).TopicArn, TopicArn);
  await assert.rejects(
    create({ Name: 'alerts', Attributes: { Policy: open } }),
    /already exists with different attributes/,
  );
  await assert.rejects(
    topics.client.send(new CreateTopicCommand({ Name: 'alerts', Tags: [{ Key: 'team', Value: 'core' }] })),
    /already exists with different tags/,
  );
  await assert.rejects(topics.asFunction.send(new PublishCommand({ TopicArn, Message: 'x' })), /not authorized/);
  await assert.rejects(create({ Name: 'other', Tags: [{ Key: 'team', Value: 'core' }] }), /SNS:TagResource/);
});

test('policies are told the tags of topics, those that were set over the API too', async () => {
  const condition = { StringEquals: { 'aws:ResourceTag/team': 'core' } };
  await using topics = await runningTopics({ statements: [{ ...allow('sns:Publish', '*'), Condition: condition }] });
  const TopicArn = await topics.create();
  const publish = () => topics.asFunction.send(new PublishCommand({ TopicArn, Message: 'x' }));
  await assert.rejects(publish(), /not authorized/);
  await topics.client.send(new TagResourceCommand({ ResourceArn: TopicArn, Tags: [{ Key: 'team', Value: 'core' }] }));
  assert.ok((await publish()).MessageId);
});
