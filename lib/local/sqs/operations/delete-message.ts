import * as z from 'zod';
import { type Operation, queueAt } from '../operation.ts';
import { queueUrl, readInput } from '../read-input.ts';
import { deleteReceived } from '../receipts.ts';

const input = z.strictObject({ QueueUrl: queueUrl, ReceiptHandle: z.string().min(1) });

export const deleteMessage: Operation = {
  name: 'DeleteMessage',
  run(engine, request) {
    const { QueueUrl: url, ReceiptHandle: handle } = readInput(input, request);
    deleteReceived(engine, queueAt(engine, url), handle);
    return {};
  },
};
