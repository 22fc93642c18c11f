import * as z from 'zod';
import { batchId, eachEntry } from '../batch.ts';
import { type Operation, queueAt } from '../operation.ts';
import { queueUrl, readInput } from '../read-input.ts';
import { changeVisibility } from '../receipts.ts';

const members = { ReceiptHandle: z.string().min(1), VisibilityTimeout: z.number().int().min(0).max(43_200) };

export const changeMessageVisibility: Operation = {
  name: 'ChangeMessageVisibility',
  run(engine, request) {
    const input = z.strictObject({ QueueUrl: queueUrl, ...members });
    const { QueueUrl: url, ReceiptHandle: handle, VisibilityTimeout: seconds } = readInput(input, request);
    changeVisibility(engine, queueAt(engine, url), handle, seconds);
    return {};
  },
};

export const changeMessageVisibilityBatch: Operation = {
  name: 'ChangeMessageVisibilityBatch',
  action: 'sqs:ChangeMessageVisibility',
  run(engine, request) {
    const input = z.strictObject({
      QueueUrl: queueUrl,
      Entries: z.array(z.strictObject({ Id: batchId, ...members })),
    });
    const { QueueUrl: url, Entries: entries } = readInput(input, request);
    const queue = queueAt(engine, url);
    return eachEntry(entries, ({ ReceiptHandle: handle, VisibilityTimeout: seconds }) => {
      changeVisibility(engine, queue, handle, seconds);
      return {};
    });
  },
};
