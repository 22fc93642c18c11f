import * as z from 'zod';
import { type Operation, onResource, readInput, topicAt } from '../operation.ts';

export const tagResource: Operation = {
  name: 'TagResource',
  on: onResource,
  run(engine, request) {
    const tag = z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256) });
    const { ResourceArn, Tags } = readInput(z.strictObject({ ResourceArn: z.string(), Tags: z.array(tag) }), request);
    const topic = topicAt(engine, ResourceArn);
    const added = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
    engine.store.saveTopic({ ...topic, tags: { ...topic.tags, ...added } });
    return {};
  },
};

export const untagResource: Operation = {
  name: 'UntagResource',
  on: onResource,
  run(engine, request) {
    const input = z.strictObject({ ResourceArn: z.string(), TagKeys: z.array(z.string()) });
    const { ResourceArn, TagKeys } = readInput(input, request);
    const topic = topicAt(engine, ResourceArn);
    const tags = Object.fromEntries(Object.entries(topic.tags).filter(([key]) => !TagKeys.includes(key)));
    engine.store.saveTopic({ ...topic, tags });
    return {};
  },
};

export const listTagsForResource: Operation = {
  name: 'ListTagsForResource',
  on: onResource,
  run(engine, request) {
    const { ResourceArn } = readInput(z.strictObject({ ResourceArn: z.string() }), request);
    return { Tags: Object.entries(topicAt(engine, ResourceArn).tags).map(([Key, Value]) => ({ Key, Value })) };
  },
};
