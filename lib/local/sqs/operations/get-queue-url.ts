import * as z from 'zod';
import { queueDoesNotExist } from '../errors.ts';
import { type Operation, urlOfQueue } from '../operation.ts';
import { readInput } from '../read-input.ts';

const input = z.strictObject({ QueueName: z.string().min(1), QueueOwnerAWSAccountId: z.string().optional() });

/** The URL of a queue of this account; there is no other account here. */
export const getQueueUrl: Operation = {
  name: 'GetQueueUrl',
  on: 'QueueName',
  run(engine, request) {
    const { QueueName: name, QueueOwnerAWSAccountId: owner = engine.environment.accountId } = readInput(input, request);
    if (owner !== engine.environment.accountId || engine.queues.find(name) === undefined) throw queueDoesNotExist();
    return { QueueUrl: urlOfQueue(engine, name) };
  },
};
