import * as z from 'zod';
import { arnOf } from '../../environment.ts';
import { invalidParameter } from '../errors.ts';
import { type Operation, onTopic, readInput, topicAt } from '../operation.ts';
import { pageOf } from '../page.ts';
import { changedAttributes, enforcePolicy } from '../topic-attributes.ts';
import type { Attributes } from '../topic-store.ts';

const tags = z.array(z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256) }));

/** Whoever may make topics may not change those that are there. @throws AwsError `InvalidParameter` */
const assertSame = (what: 'attributes' | 'tags', before: Attributes, given: Attributes): void => {
  if (Object.entries(given).some(([name, value]) => (before[name] ?? '') !== value)) {
    const member = what === 'tags' ? 'Tags' : 'Attributes';
    throw invalidParameter(`${member} Reason: Topic already exists with different ${what}`);
  }
};

/** A new topic; one that is there already is answered. */
export const createTopic: Operation = {
  name: 'CreateTopic',
  on: ({ Name: name }, { environment }) => arnOf(environment, 'sns', typeof name === 'string' ? name : '?'),
  run(engine, request) {
    const input = z.strictObject({
      Name: z.string(),
      Attributes: z.record(z.string(), z.string()).optional(),
      Tags: tags.optional(),
    });
    const { Name: name, Attributes: given = {}, Tags: newTags = [] } = readInput(input, request);
    if (!/^[\w-]{1,256}$/.test(name)) throw invalidParameter('Topic Name (FIFO topics are not done here)');
    const arn = arnOf(engine.environment, 'sns', name);
    const attributes = changedAttributes({}, given);
    const added = Object.fromEntries(newTags.map(({ Key, Value }) => [Key, Value]));
    const before = engine.store.topic(arn);
    if (before !== undefined) {
      assertSame('attributes', before.attributes, given);
      assertSame('tags', before.tags, added);
      return { TopicArn: arn };
    }
    enforcePolicy(engine, arn, attributes);
    engine.database.write(() => {
      engine.store.removeTopic(arn);
      engine.store.saveTopic({ arn, attributes, tags: added });
    });
    return { TopicArn: arn };
  },
};

/** Removes a topic with its subscriptions; one that is not there is no error. */
export const deleteTopic: Operation = {
  name: 'DeleteTopic',
  on: onTopic,
  run(engine, request) {
    const { TopicArn: arn } = readInput(z.strictObject({ TopicArn: z.string() }), request);
    engine.database.write(() => engine.store.removeTopic(arn));
    engine.iam.removeResourcePolicy(arn);
    return {};
  },
};

export const listTopics: Operation = {
  name: 'ListTopics',
  on: () => '*',
  run({ store }, request) {
    const { NextToken: token } = readInput(z.strictObject({ NextToken: z.string().optional() }), request);
    const { page, next } = pageOf(store.topics(), token);
    return { Topics: page.map(({ arn }) => ({ TopicArn: arn })), ...next };
  },
};

export const getTopicAttributes: Operation = {
  name: 'GetTopicAttributes',
  on: onTopic,
  run(engine, request) {
    const { arn, attributes } = topicAt(engine, readInput(z.strictObject({ TopicArn: z.string() }), request).TopicArn);
    const subscriptions = engine.store.subscriptions(arn);
    const confirmed = subscriptions.filter(({ isConfirmed }) => isConfirmed).length;
    return {
      Attributes: {
        DisplayName: '',
        ...attributes,
        Owner: engine.environment.accountId,
        SubscriptionsConfirmed: String(confirmed),
        SubscriptionsDeleted: '0',
        SubscriptionsPending: String(subscriptions.length - confirmed),
        TopicArn: arn,
      },
    };
  },
};

export const setTopicAttributes: Operation = {
  name: 'SetTopicAttributes',
  on: onTopic,
  run(engine, request) {
    const input = z.strictObject({
      TopicArn: z.string(),
      AttributeName: z.string(),
      AttributeValue: z.string().optional(),
    });
    const { TopicArn, AttributeName: name, AttributeValue: value = '' } = readInput(input, request);
    const topic = topicAt(engine, TopicArn);
    const attributes = changedAttributes(topic.attributes, { [name]: value });
    if (name === 'Policy') enforcePolicy(engine, topic.arn, attributes);
    engine.store.saveTopic({ ...topic, attributes });
    return {};
  },
};
