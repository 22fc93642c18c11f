import * as z from 'zod';
import { batchId, eachEntry } from '../batch.ts';
import { type Operation, queueAt } from '../operation.ts';
import { queueUrl, readInput } from '../read-input.ts';
import { deleteReceived } from '../receipts.ts';

const input = z.strictObject({
  QueueUrl: queueUrl,
  Entries: z.array(z.strictObject({ Id: batchId, ReceiptHandle: z.string().min(1) })),
});

export const deleteMessageBatch: Operation = {
  name: 'DeleteMessageBatch',
  action: 'sqs:DeleteMessage',
  run(engine, request) {
    const { QueueUrl: url, Entries: entries } = readInput(input, request);
    const queue = queueAt(engine, url);
    return eachEntry(entries, ({ ReceiptHandle: handle }) => {
      deleteReceived(engine, queue, handle);
      return {};
    });
  },
};
