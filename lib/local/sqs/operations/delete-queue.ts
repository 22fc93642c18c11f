import * as z from 'zod';
import { arnOfQueue, type Operation, queueAt } from '../operation.ts';
import { queueUrl, readInput } from '../read-input.ts';

/** Removes a queue with its messages. */
export const deleteQueue: Operation = {
  name: 'DeleteQueue',
  run(engine, request) {
    const { name } = queueAt(engine, readInput(z.strictObject({ QueueUrl: queueUrl }), request).QueueUrl);
    engine.database.write(() => {
      engine.messages.purge(name);
      engine.queues.remove(name);
    });
    engine.iam.removeResourcePolicy(arnOfQueue(engine, name));
    return {};
  },
};
