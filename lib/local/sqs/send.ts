import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { JsonObject } from '../json.ts';
import { invalidParameter, missingParameter } from './errors.ts';
import {
  assertMessageAttributes,
  md5,
  md5OfAttributes,
  messageAttributes,
  sizeOfAttributes,
} from './message-attributes.ts';
import type { Engine } from './operation.ts';
import type { Queue } from './queue-store.ts';

/** The members that `SendMessage` and an entry of its batch share. */
export const sendMembers = {
  MessageBody: z.string(),
  DelaySeconds: z.number().int().min(0).max(900).optional(),
  MessageAttributes: messageAttributes.optional(),
  MessageSystemAttributes: z
    .strictObject({ AWSTraceHeader: z.strictObject({ DataType: z.literal('String'), StringValue: z.string() }) })
    .partial()
    .optional(),
  MessageDeduplicationId: z.string().min(1).max(128).optional(),
  MessageGroupId: z.string().min(1).max(128).optional(),
};

export type SendInput = z.infer<z.ZodObject<typeof sendMembers>>;

/**
 * Puts one message into a queue.
 *
 * @throws AwsError for a message that the queue does not take
 */
export const send = (engine: Engine, queue: Queue, input: SendInput, senderId: string): JsonObject => {
  const { messages, waitingRoom, environment, database } = engine;
  const { MessageBody: body, MessageAttributes: attributes = {} } = input;
  assertBody(queue, input);
  assertMessageAttributes(attributes);
  const isFifo = queue.attributes['FifoQueue'] === 'true';
  const deduplicationId = isFifo ? deduplicationIdOf(queue, input) : undefined;
  if (isFifo) assertFifo(input);
  else if (input.MessageDeduplicationId !== undefined) throw notFifo('MessageDeduplicationId');

  const nowMillis = environment.now();
  const delaySeconds = input.DelaySeconds ?? Number(queue.attributes['DelaySeconds']);
  const content = {
    body,
    attributes,
    senderId,
    traceHeader: input.MessageSystemAttributes?.AWSTraceHeader?.StringValue,
    groupId: input.MessageGroupId,
    deduplicationId,
  };
  const times = {
    sentAtMillis: nowMillis,
    visibleAtMillis: nowMillis + delaySeconds * 1_000,
    expiresAtMillis: nowMillis + Number(queue.attributes['MessageRetentionPeriod']) * 1_000,
  };
  const sent = database.write(() => {
    if (deduplicationId === undefined) return messages.add(queue.name, content, times);
    const key =
      queue.attributes['DeduplicationScope'] === 'messageGroup'
        ? JSON.stringify([input.MessageGroupId, deduplicationId])
        : deduplicationId;
    const earlier = messages.duplicate(queue.name, key, nowMillis);
    if (earlier !== undefined) return earlier;
    const added = messages.add(queue.name, content, times);
    messages.noteForDuplicates(queue.name, key, added, nowMillis);
    return added;
  });
  waitingRoom.call(queue.name);
  return {
    MessageId: sent.messageId,
    MD5OfMessageBody: md5(body),
    ...(Object.keys(attributes).length === 0 ? {} : { MD5OfMessageAttributes: md5OfAttributes(attributes) }),
    ...(isFifo ? { SequenceNumber: sent.sequenceNumber } : {}),
  };
};

/** XML 1.0 §2.2 but without what SQS refuses. */
const UNSENDABLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

const assertBody = (queue: Queue, { MessageBody: body, MessageAttributes: attributes = {} }: SendInput): void => {
  if (body === '') throw missingParameter('MessageBody');
  const most = Number(queue.attributes['MaximumMessageSize']);
  if (!(Buffer.byteLength(body) + sizeOfAttributes(attributes) <= most)) {
    throw invalidParameter(`One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`);
  }
  if (UNSENDABLE.test(body)) throw invalidParameter('The message contains characters outside the allowed set.');
};

const assertFifo = ({ MessageGroupId, DelaySeconds }: SendInput): void => {
  if (MessageGroupId === undefined) throw missingParameter('MessageGroupId');
  if (DelaySeconds !== undefined && DelaySeconds !== 0) {
    throw invalidParameter(
      `Value ${DelaySeconds} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    );
  }
};

const notFifo = (name: string) =>
  invalidParameter(`The parameter ${name} is not valid for this queue type: it is no FIFO queue.`);

const deduplicationIdOf = (
  { attributes }: Queue,
  { MessageDeduplicationId: id, MessageBody: body }: SendInput,
): string => {
  if (id !== undefined) return id;
  if (attributes['ContentBasedDeduplication'] === 'true') return createHash('sha256').update(body).digest('hex');
  throw invalidParameter(
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
};
