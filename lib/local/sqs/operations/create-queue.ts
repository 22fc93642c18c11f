import * as z from 'zod';
import { assertDeadLetterQueue } from '../dead-letters.ts';
import { sqsError } from '../errors.ts';
import { arnOfQueue, assertQueueName, type Operation, urlOfQueue } from '../operation.ts';
import { policyOf } from '../policy.ts';
import { newAttributes } from '../queue-attributes.ts';
import { readInput } from '../read-input.ts';

const input = z.strictObject({
  QueueName: z.string().min(1),
  Attributes: z.record(z.string(), z.string()).optional(),
  tags: z.record(z.string(), z.string()).optional(),
});

/** A new queue; one that is there already is answered when its attributes are the same. */
export const createQueue: Operation = {
  name: 'CreateQueue',
  on: 'QueueName',
  run(engine, request, { nowMillis }) {
    const { QueueName: name, Attributes: given = {}, tags = {} } = readInput(input, request);
    assertQueueName(name);
    const attributes = newAttributes(name, given);
    const existing = engine.queues.find(name);
    if (existing !== undefined) {
      const differs = Object.keys(given).some((key) => existing.attributes[key] !== attributes[key]);
      if (differs) {
        throw sqsError(
          'QueueNameExists',
          'A queue already exists with the same name and a different value for attributes.',
        );
      }
      return { QueueUrl: urlOfQueue(engine, name) };
    }
    assertDeadLetterQueue(engine, name, attributes);
    policyOf(engine, arnOfQueue(engine, name), attributes);
    engine.database.write(() => {
      engine.queues.remove(name);
      engine.messages.purge(name);
      engine.queues.save({ name, attributes, tags, createdAtMillis: nowMillis, modifiedAtMillis: nowMillis });
    });
    return { QueueUrl: urlOfQueue(engine, name) };
  },
};
