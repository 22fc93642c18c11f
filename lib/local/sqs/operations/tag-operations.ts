import * as z from 'zod';
import { invalidParameter } from '../errors.ts';
import { type Operation, queueAt } from '../operation.ts';
import { queueUrl, readInput } from '../read-input.ts';

const MOST_TAGS = 50;

export const tagQueue: Operation = {
  name: 'TagQueue',
  run(engine, request) {
    const input = z.strictObject({
      QueueUrl: queueUrl,
      Tags: z.record(z.string().min(1).max(128), z.string().max(256)),
    });
    const { QueueUrl: url, Tags: added } = readInput(input, request);
    const queue = queueAt(engine, url);
    const tags = { ...queue.tags, ...added };
    if (Object.keys(tags).length > MOST_TAGS) throw invalidParameter(`A queue has at most ${MOST_TAGS} tags.`);
    engine.queues.save({ ...queue, tags });
    return {};
  },
};

export const untagQueue: Operation = {
  name: 'UntagQueue',
  run(engine, request) {
    const input = z.strictObject({ QueueUrl: queueUrl, TagKeys: z.array(z.string()) });
    const { QueueUrl: url, TagKeys: removed } = readInput(input, request);
    const queue = queueAt(engine, url);
    const tags = Object.fromEntries(Object.entries(queue.tags).filter(([key]) => !removed.includes(key)));
    engine.queues.save({ ...queue, tags });
    return {};
  },
};

export const listQueueTags: Operation = {
  name: 'ListQueueTags',
  run(engine, request) {
    const { QueueUrl: url } = readInput(z.strictObject({ QueueUrl: queueUrl }), request);
    return { Tags: queueAt(engine, url).tags };
  },
};
