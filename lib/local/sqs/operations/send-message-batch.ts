import * as z from 'zod';
import { batchId, eachEntry } from '../batch.ts';
import { sqsError } from '../errors.ts';
import { sizeOfAttributes } from '../message-attributes.ts';
import { type Operation, queueAt } from '../operation.ts';
import { queueUrl, readInput } from '../read-input.ts';
import { send, sendMembers } from '../send.ts';
import { senderIdOf } from '../sender-id.ts';

const LARGEST = 1_048_576;
const input = z.strictObject({
  QueueUrl: queueUrl,
  Entries: z.array(z.strictObject({ Id: batchId, ...sendMembers })),
});

export const sendMessageBatch: Operation = {
  name: 'SendMessageBatch',
  action: 'sqs:SendMessage',
  run(engine, request, { caller }) {
    const { QueueUrl: url, Entries: entries } = readInput(input, request);
    const queue = queueAt(engine, url);
    const size = entries.reduce(
      (sum, { MessageBody, MessageAttributes = {} }) =>
        sum + Buffer.byteLength(MessageBody) + sizeOfAttributes(MessageAttributes),
      0,
    );
    if (!(size <= LARGEST)) {
      throw sqsError(
        'BatchRequestTooLong',
        `Batch requests cannot be longer than ${LARGEST} bytes. You have sent ${size} bytes.`,
      );
    }
    return eachEntry(entries, ({ Id: _, ...message }) => send(engine, queue, message, senderIdOf(caller)));
  },
};
