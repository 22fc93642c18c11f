import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  type SQSClient,
  StartMessageMoveTaskCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import { temporaryFolder } from '../support/environment.ts';
import { allow } from '../support/serve-signed.ts';
import { runningQueues } from './fixture.ts';

const ARN = 'arn:aws:sqs:eu-central-1:123456789012';

const create = async (client: SQSClient, QueueName: string, Attributes: Record<string, string> = {}) =>
  (await client.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
const send = (client: SQSClient, QueueUrl: string, MessageBody: string, more: object = {}) =>
  client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
const receive = async (client: SQSClient, QueueUrl: string, more: Partial<ReceiveMessageCommandInput> = {}) =>
  (await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }))).Messages ?? [];
const bodies = async (...parameters: Parameters<typeof receive>) =>
  (await receive(...parameters)).map(({ Body }) => Body);

test('sends, receives and deletes a message, with attributes and the sums that the client checks', async () => {
  await using queues = await runningQueues();
  const url = await create(queues.client, 'payments');
  assert.equal(url, 'https://localhost:8444/123456789012/payments');
  const MessageAttributes = {
    kind: { DataType: 'String', StringValue: 'transfer' },
    amount: { DataType: 'Number', StringValue: '12.5' },
    proof: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 255]) },
  };
  const sent = await send(queues.client, url, 'zażółć', { MessageAttributes });
  const [message, ...others] = await receive(queues.client, url, {
    MessageAttributeNames: ['All'],
    MessageSystemAttributeNames: ['All'],
  });
  assert.deepEqual(others, []);
  assert.deepEqual([message?.Body, message?.MessageId], ['zażółć', sent.MessageId]);
  assert.equal(message?.MD5OfMessageAttributes, sent.MD5OfMessageAttributes);
  assert.deepEqual(message?.MessageAttributes?.['proof']?.BinaryValue, new Uint8Array([1, 2, 255]));
  assert.equal(message?.Attributes?.ApproximateReceiveCount, '1');
  assert.deepEqual(await bodies(queues.client, url), []);
  await queues.client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle }));
  queues.skip(31_000);
  assert.deepEqual(await bodies(queues.client, url), []);
});

test('shows a message again after its visibility timeout, and takes only the newest receipt handle', async () => {
  await using queues = await runningQueues();
  const QueueUrl = await create(queues.client, 'payments', { VisibilityTimeout: '10' });
  await send(queues.client, QueueUrl, 'one');
  const [first] = await receive(queues.client, QueueUrl);
  queues.skip(9_000);
  assert.deepEqual(await bodies(queues.client, QueueUrl), []);
  queues.skip(1_001);
  const [second] = await receive(queues.client, QueueUrl, { MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
  assert.equal(second?.Attributes?.ApproximateReceiveCount, '2');
  await queues.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
  const change = (VisibilityTimeout: number, ReceiptHandle = second?.ReceiptHandle) =>
    queues.client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
  await change(100);
  queues.skip(99_000);
  assert.deepEqual(await bodies(queues.client, QueueUrl), []);
  await change(0);
  await assert.rejects(change(1), { name: 'MessageNotInflight' });
  await assert.rejects(change(1, 'nonsense'), { name: 'ReceiptHandleIsInvalid' });
  assert.deepEqual(await bodies(queues.client, QueueUrl), ['one']);
});

test('delays messages, and forgets them after the retention period', async () => {
  await using queues = await runningQueues();
  const url = await create(queues.client, 'slow', { DelaySeconds: '5', MessageRetentionPeriod: '60' });
  await send(queues.client, url, 'by the queue');
  await send(queues.client, url, 'at once', { DelaySeconds: 0 });
  assert.deepEqual(await bodies(queues.client, url, { VisibilityTimeout: 0 }), ['at once']);
  queues.skip(5_001);
  assert.deepEqual(await bodies(queues.client, url, { VisibilityTimeout: 0 }), ['by the queue', 'at once']);
  queues.skip(60_000);
  assert.deepEqual(await bodies(queues.client, url), []);
});

test('a long poll is answered by the first message, and by the end of the service', async () => {
  await using queues = await runningQueues();
  const url = await create(queues.client, 'payments', { ReceiveMessageWaitTimeSeconds: '20' });
  const polled = bodies(queues.client, url);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await send(queues.client, url, 'here');
  assert.deepEqual(await polled, ['here']);
  const began = performance.now();
  assert.deepEqual(await bodies(queues.client, url, { WaitTimeSeconds: 1 }), []);
  assert.ok(performance.now() - began >= 950);
  const delayed = bodies(queues.client, url, { WaitTimeSeconds: 5 });
  await send(queues.client, url, 'later', { DelaySeconds: 1 });
  assert.deepEqual(await delayed, ['later']);
  const last = bodies(queues.client, url);
  await new Promise((resolve) => setTimeout(resolve, 50));
  queues.sqs.stop();
  assert.deepEqual(await last, []);
});

test('moves a message that was received too often to the dead-letter queue, which must exist and take it', async () => {
  await using queues = await runningQueues();
  const graveUrl = await create(queues.client, 'grave');
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: `${ARN}:grave`, maxReceiveCount: 2 });
  const url = await create(queues.client, 'payments', { RedrivePolicy });
  await send(queues.client, url, 'poison');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    assert.deepEqual(await bodies(queues.client, url, { VisibilityTimeout: 0 }), ['poison']);
  }
  assert.deepEqual(await bodies(queues.client, url), []);
  const [buried] = await receive(queues.client, graveUrl, { MessageSystemAttributeNames: ['All'] });
  assert.deepEqual([buried?.Body, buried?.Attributes?.DeadLetterQueueSourceArn], ['poison', `${ARN}:payments`]);
  await assert.rejects(
    create(queues.client, 'other', { RedrivePolicy: RedrivePolicy.replace('grave', 'none') }),
    /does not exist/,
  );
  const RedriveAllowPolicy = JSON.stringify({ redrivePermission: 'denyAll' });
  await queues.client.send(new SetQueueAttributesCommand({ QueueUrl: graveUrl, Attributes: { RedriveAllowPolicy } }));
  await assert.rejects(create(queues.client, 'other', { RedrivePolicy }), /does not take messages/);
});

test('a FIFO queue keeps the order of each group, one receipt at a time, and takes a message once', async () => {
  await using queues = await runningQueues();
  await assert.rejects(create(queues.client, 'plain', { FifoQueue: 'true' }), { name: 'InvalidAttributeValue' });
  const url = await create(queues.client, 'ledger.fifo', { FifoQueue: 'true' });
  const post = (body: string, MessageGroupId: string, MessageDeduplicationId = body) =>
    send(queues.client, url, body, { MessageGroupId, MessageDeduplicationId });
  const first = await post('a1', 'a');
  assert.equal((await post('again', 'a', 'a1')).MessageId, first.MessageId);
  await post('b1', 'b');
  await post('a2', 'a');
  const [one] = await receive(queues.client, url, { MaxNumberOfMessages: 1 });
  assert.equal(one?.Body, 'a1');
  assert.deepEqual(await bodies(queues.client, url), ['b1']);
  await queues.client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: one?.ReceiptHandle }));
  assert.deepEqual(await bodies(queues.client, url), ['a2']);
  queues.skip(5 * 60_000 + 1);
  assert.notEqual((await post('a1', 'a')).MessageId, first.MessageId);
  await assert.rejects(send(queues.client, url, 'no group', { MessageDeduplicationId: 'x' }), {
    name: 'MissingParameter',
  });
  await assert.rejects(send(queues.client, url, 'no id', { MessageGroupId: 'a' }), /ContentBasedDeduplication/);
});

test('does each entry of a batch on its own', async () => {
  await using queues = await runningQueues();
  const QueueUrl = await create(queues.client, 'payments');
  const sent = await queues.client.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: 'good', MessageBody: 'good' },
        { Id: 'bad', MessageBody: 'bad', MessageDeduplicationId: 'x' },
      ],
    }),
  );
  assert.deepEqual(
    sent.Successful?.map(({ Id }) => Id),
    ['good'],
  );
  assert.deepEqual(
    sent.Failed?.map(({ Id, Code, SenderFault }) => [Id, Code, SenderFault]),
    [['bad', 'InvalidParameterValue', true]],
  );
  const [message] = await receive(queues.client, QueueUrl);
  const { ReceiptHandle } = message ?? {};
  const changed = await queues.client.send(
    new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: [{ Id: '1', ReceiptHandle, VisibilityTimeout: 5 }] }),
  );
  assert.equal(changed.Successful?.length, 1);
  const deleted = await queues.client.send(
    new DeleteMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: '1', ReceiptHandle },
        { Id: '2', ReceiptHandle: 'x' },
      ],
    }),
  );
  assert.deepEqual([deleted.Successful?.length, deleted.Failed?.[0]?.Code], [1, 'ReceiptHandleIsInvalid']);
  const empty = new SendMessageBatchCommand({ QueueUrl, Entries: [] });
  await assert.rejects(queues.client.send(empty), { name: 'EmptyBatchRequest' });
  const twice = [
    { Id: '1', MessageBody: 'x' },
    { Id: '1', MessageBody: 'y' },
  ];
  await assert.rejects(queues.client.send(new SendMessageBatchCommand({ QueueUrl, Entries: twice })), {
    name: 'BatchEntryIdsNotDistinct',
  });
});

test('refuses messages, attributes and queues that SQS refuses', async () => {
  await using queues = await runningQueues();
  const url = await create(queues.client, 'small', { MaximumMessageSize: '1024' });
  await assert.rejects(send(queues.client, url, 'x'.repeat(1_025)), /shorter than 1024 bytes/);
  await assert.rejects(send(queues.client, url, ''), { name: 'MissingParameter' });
  await assert.rejects(send(queues.client, url, 'a\u0000b'), /outside the allowed set/);
  await assert.rejects(send(queues.client, `${url}er`, 'x'), { name: 'QueueDoesNotExist' });
  await assert.rejects(
    send(queues.client, url, 'x', { MessageAttributes: { 'aws.x': { DataType: 'String', StringValue: 'x' } } }),
    /is invalid/,
  );
  await assert.rejects(
    send(queues.client, url, 'x', { MessageAttributes: { x: { DataType: 'Number', StringValue: 'y' } } }),
    /cast/,
  );
  await assert.rejects(create(queues.client, 'a.b'), { name: 'InvalidParameterValue' });
  await assert.rejects(create(queues.client, 'x', { VisibilityTimeout: '43201' }), { name: 'InvalidAttributeValue' });
  await assert.rejects(create(queues.client, 'x', { Invented: '1' }), { name: 'InvalidAttributeName' });
  assert.equal(await create(queues.client, 'small', { MaximumMessageSize: '1024' }), url);
  await assert.rejects(create(queues.client, 'small', { MaximumMessageSize: '2048' }), { name: 'QueueNameExists' });
  await assert.rejects(
    queues.client.send(new StartMessageMoveTaskCommand({ SourceArn: `${ARN}:small` })),
    /does not do AmazonSQS.StartMessageMoveTask/,
  );
});

test('lists, describes, tags, purges and deletes queues', async () => {
  await using queues = await runningQueues();
  const QueueUrl = await create(queues.client, 'payments');
  await create(queues.client, 'reports');
  assert.deepEqual((await queues.client.send(new ListQueuesCommand({ QueueNamePrefix: 'pay' }))).QueueUrls, [QueueUrl]);
  assert.equal((await queues.client.send(new GetQueueUrlCommand({ QueueName: 'payments' }))).QueueUrl, QueueUrl);
  await send(queues.client, QueueUrl, 'x');
  await send(queues.client, QueueUrl, 'y', { DelaySeconds: 9 });
  const get = async () =>
    (await queues.client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes;
  const attributes = await get();
  assert.deepEqual(
    [attributes?.QueueArn, attributes?.ApproximateNumberOfMessages, attributes?.ApproximateNumberOfMessagesDelayed],
    [`${ARN}:payments`, '1', '1'],
  );
  await queues.client.send(new PurgeQueueCommand({ QueueUrl }));
  assert.equal((await get())?.ApproximateNumberOfMessages, '0');
  await queues.client.send(new TagQueueCommand({ QueueUrl, Tags: { team: 'core', tier: '1' } }));
  await queues.client.send(new UntagQueueCommand({ QueueUrl, TagKeys: ['tier'] }));
  assert.deepEqual((await queues.client.send(new ListQueueTagsCommand({ QueueUrl }))).Tags, { team: 'core' });
  await queues.client.send(new DeleteQueueCommand({ QueueUrl }));
  await assert.rejects(get(), { name: 'QueueDoesNotExist' });
});

test('a function uses a queue as far as its role lets it', async () => {
  await using queues = await runningQueues({ statements: [allow('sqs:SendMessage', `${ARN}:payments`)] });
  const url = await create(queues.client, 'payments');
  await send(queues.asFunction, url, 'x');
  await queues.asFunction.send(
    new SendMessageBatchCommand({ QueueUrl: url, Entries: [{ Id: '1', MessageBody: 'y' }] }),
  );
  await assert.rejects(
    receive(queues.asFunction, url),
    /not authorized to perform: sqs:[Rr]eceive[Mm]essage on resource: .*:payments/,
  );
  const other = await create(queues.client, 'other');
  await assert.rejects(send(queues.asFunction, other, 'x'), /not authorized/);
});

test('keeps queues and sealed messages over a restart, and those of a template when it declares the queue again', async (t) => {
  const { folder, remove } = temporaryFolder();
  t.after(remove);
  const declared = { name: 'declared', attributes: { DelaySeconds: '0' }, tags: {} };
  {
    await using queues = await runningQueues({ folder });
    await send(queues.client, await create(queues.client, 'made'), 'a secret payload');
    const { url } = queues.sqs.declareQueue(declared);
    assert.throws(() => queues.sqs.declareQueue(declared), /Two queues/);
    await send(queues.client, url, 'another');
    for (const name of readdirSync(folder)) {
      assert.doesNotMatch(readFileSync(join(folder, name)).toString('latin1'), /secret payload/);
    }
  }
  await using queues = await runningQueues({ folder });
  assert.deepEqual(await bodies(queues.client, 'https://localhost:9999/123456789012/made'), ['a secret payload']);
  await assert.rejects(queues.client.send(new GetQueueUrlCommand({ QueueName: 'declared' })), {
    name: 'QueueDoesNotExist',
  });
  const { url } = queues.sqs.declareQueue(declared);
  assert.deepEqual(await bodies(queues.client, url), ['another']);
});

test('policies are told the tags of queues; to tag at the start is a right of its own', async () => {
  const condition = { StringEquals: { 'aws:ResourceTag/team': 'core' } };
  await using queues = await runningQueues({
    statements: [allow('sqs:CreateQueue', '*'), { ...allow('sqs:SendMessage', '*'), Condition: condition }],
  });
  const QueueUrl = await create(queues.client, 'payments');
  await assert.rejects(send(queues.asFunction, QueueUrl, 'x'), /not authorized/);
  await queues.client.send(new TagQueueCommand({ QueueUrl, Tags: { team: 'core' } }));
  await send(queues.asFunction, QueueUrl, 'x');
  const tagged = new CreateQueueCommand({ QueueName: 'other', tags: { team: 'core' } });
  await assert.rejects(queues.asFunction.send(tagged), /sqs:[Tt]ag[Qq]ueue/);
  assert.ok((await queues.asFunction.send(new CreateQueueCommand({ QueueName: 'other' }))).QueueUrl);
});

test('takes what is sent to its own ARN, not to a queue of the same name elsewhere', async () => {
  await using queues = await runningQueues();
  await create(queues.client, 'payments');
  const source = { principal: 'sns.amazonaws.com', arn: 'arn:aws:sns:eu-central-1:123456789012:alerts' };
  const take = (targetArn: string) => queues.sqs.deliveryTarget.take({ targetArn, payload: {}, source });
  take(`${ARN}:payments`);
  assert.throws(() => take('arn:aws:sqs:eu-central-1:999999999999:payments'), /does not exist/);
});
