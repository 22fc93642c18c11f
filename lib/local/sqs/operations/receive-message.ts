import * as z from 'zod';
import type { JsonObject } from '../../json.ts';
import { md5, md5OfAttributes } from '../message-attributes.ts';
import type { ReceivedMessage } from '../message-store.ts';
import { type Operation, queueAt } from '../operation.ts';
import { queueUrl, readInput } from '../read-input.ts';
import { receive } from '../receive.ts';

const input = z.strictObject({
  QueueUrl: queueUrl,
  AttributeNames: z.array(z.string()).optional(),
  MessageSystemAttributeNames: z.array(z.string()).optional(),
  MessageAttributeNames: z.array(z.string()).optional(),
  MaxNumberOfMessages: z.number().int().min(1).max(10).optional(),
  VisibilityTimeout: z.number().int().min(0).max(43_200).optional(),
  WaitTimeSeconds: z.number().int().min(0).max(20).optional(),
});

/** Up to ten messages, which others do not see until their visibility timeout; waits for the first if told to. */
export const receiveMessage: Operation = {
  name: 'ReceiveMessage',
  async run(engine, request) {
    const members = readInput(input, request);
    const queue = queueAt(engine, members.QueueUrl);
    const received = await receive(engine, queue, {
      most: members.MaxNumberOfMessages ?? 1,
      visibilityMillis: (members.VisibilityTimeout ?? Number(queue.attributes['VisibilityTimeout'])) * 1_000,
      waitMillis: (members.WaitTimeSeconds ?? Number(queue.attributes['ReceiveMessageWaitTimeSeconds'])) * 1_000,
    });
    const system = [...(members.AttributeNames ?? []), ...(members.MessageSystemAttributeNames ?? [])];
    const messages = received.map((message) => toMessage(message, system, members.MessageAttributeNames ?? []));
    return messages.length === 0 ? {} : { Messages: messages };
  },
};

const toMessage = (message: ReceivedMessage, system: readonly string[], names: readonly string[]): JsonObject => {
  const systemAttributes = Object.entries(systemAttributesOf(message)).filter(
    ([name, value]) => value !== undefined && (system.includes('All') || system.includes(name)),
  );
  const attributes = Object.fromEntries(
    Object.entries(message.attributes).filter(([name]) => names.some((pattern) => isNamed(name, pattern))),
  );
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(systemAttributes.length === 0 ? {} : { Attributes: Object.fromEntries(systemAttributes) }),
    ...(Object.keys(attributes).length === 0
      ? {}
      : { MessageAttributes: attributes, MD5OfMessageAttributes: md5OfAttributes(attributes) }),
  };
};

const isNamed = (name: string, pattern: string): boolean =>
  pattern === 'All' || pattern === name || (pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -2)));

const systemAttributesOf = (message: ReceivedMessage): Readonly<Record<string, string | undefined>> => ({
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAtMillis),
  ApproximateReceiveCount: String(message.receiveCount),
  AWSTraceHeader: message.traceHeader,
  DeadLetterQueueSourceArn: message.deadLetterSourceArn,
  MessageDeduplicationId: message.deduplicationId,
  MessageGroupId: message.groupId,
  SenderId: message.senderId,
  SentTimestamp: String(message.sentAtMillis),
  SequenceNumber: message.deduplicationId === undefined ? undefined : message.sequenceNumber,
});
