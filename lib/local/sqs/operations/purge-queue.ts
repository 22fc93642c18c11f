import * as z from 'zod';
import { type Operation, queueAt } from '../operation.ts';
import { queueUrl, readInput } from '../read-input.ts';

/** Removes every message, those in flight too. */
export const purgeQueue: Operation = {
  name: 'PurgeQueue',
  run(engine, request) {
    const { QueueUrl: url } = readInput(z.strictObject({ QueueUrl: queueUrl }), request);
    engine.messages.purge(queueAt(engine, url).name);
    return {};
  },
};
