import * as z from 'zod';
import { assertDeadLetterQueue } from '../dead-letters.ts';
import { sqsError } from '../errors.ts';
import { arnOfQueue, type Engine, type Operation, queueAt } from '../operation.ts';
import { policyOf } from '../policy.ts';
import { changedAttributes, type QueueAttributes } from '../queue-attributes.ts';
import type { Queue } from '../queue-store.ts';
import { queueUrl, readInput } from '../read-input.ts';

export const getQueueAttributes: Operation = {
  name: 'GetQueueAttributes',
  run(engine, request) {
    const input = z.strictObject({ QueueUrl: queueUrl, AttributeNames: z.array(z.string()).optional() });
    const { QueueUrl: url, AttributeNames: names = [] } = readInput(input, request);
    const all = attributesOf(engine, queueAt(engine, url));
    const unknown = names.find((name) => name !== 'All' && !known.has(name));
    if (unknown !== undefined) throw sqsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
    const wanted = Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name));
    return { Attributes: Object.fromEntries(wanted) };
  },
};

export const setQueueAttributes: Operation = {
  name: 'SetQueueAttributes',
  run(engine, request, { nowMillis }) {
    const input = z.strictObject({ QueueUrl: queueUrl, Attributes: z.record(z.string(), z.string()) });
    const { QueueUrl: url, Attributes: given } = readInput(input, request);
    const queue = queueAt(engine, url);
    if ('FifoQueue' in given) throw sqsError('InvalidAttributeName', 'Unknown Attribute FifoQueue.');
    const attributes = changedAttributes(queue.attributes, given);
    assertDeadLetterQueue(engine, queue.name, attributes);
    if ('Policy' in given) policyOf(engine, arnOfQueue(engine, queue.name), attributes);
    engine.queues.save({ ...queue, attributes, modifiedAtMillis: nowMillis });
    return {};
  },
};

const computed = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
  'QueueArn',
];

const known: ReadonlySet<string> = new Set([
  ...computed,
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'DelaySeconds',
  'FifoQueue',
  'FifoThroughputLimit',
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'Policy',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
]);

const attributesOf = (engine: Engine, queue: Queue): QueueAttributes => {
  const { visible, inFlight, delayed } = engine.messages.count(queue.name, engine.environment.now());
  return {
    ...queue.attributes,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    CreatedTimestamp: String(Math.floor(queue.createdAtMillis / 1_000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAtMillis / 1_000)),
    QueueArn: arnOfQueue(engine, queue.name),
  };
};
