import type * as z from 'zod';
import type { AwsCall, AwsOperation } from '../aws-service.ts';
import type { Deliver } from '../delivery.ts';
import type { LocalEnvironment } from '../environment.ts';
import type { IamService } from '../iam/index.ts';
import type { JsonObject } from '../json.ts';
import type { OutboxService } from '../outbox/index.ts';
import { readMembers } from '../read-members.ts';
import type { Sqlite } from '../sqlite.ts';
import { tagContext, tagsIn } from '../tag-context.ts';
import { invalidParameter, notFound } from './errors.ts';
import type { Subscription, Topic, TopicStore } from './topic-store.ts';

/** What every operation works with. */
export interface Engine {
  readonly environment: LocalEnvironment;
  readonly database: Sqlite;
  readonly store: TopicStore;
  readonly outbox: Pick<OutboxService, 'post'>;
  readonly deliver: Deliver;
  readonly iam: Pick<IamService, 'declareResourcePolicy' | 'removeResourcePolicy'>;
  /** Told of a message that could not be delivered and has no dead-letter queue. */
  readonly report: (error: unknown) => void;
  /** Deliveries under way, so that the end can wait for them. */
  readonly underWay: Set<Promise<void>>;
}

/** One operation of the API, before it is given the engine. */
export interface Operation {
  readonly name: string;
  /** The IAM action, which a batch shares with its single operation. @default `sns:` and the name */
  readonly action?: string;
  /** The ARN that it concerns, or `*`. */
  on(input: JsonObject, engine: Engine): string;
  run(engine: Engine, input: JsonObject, call: AwsCall): JsonObject;
}

/** Gives an operation its engine. */
export const bindOperation = (engine: Engine, { name, action, on, run }: Operation): AwsOperation => ({
  name,
  authorization: 'signed',
  rights(input) {
    const resource = on(input, engine);
    const has = engine.store.topic(resource)?.tags ?? {};
    const context = tagContext({ has, sets: tagsIn(input['Tags']), removes: input['TagKeys'] });
    const actions = [
      action ?? `sns:${name}`,
      ...(name === 'CreateTopic' && 'Tags' in input ? ['sns:TagResource'] : []),
    ];
    return actions.map((each) => ({ action: each, resource, context }));
  },
  async run(input, call) {
    const output = run(engine, input, call);
    // What is acknowledged must survive `kill -9`: those who receive it have written it down by then.
    await Promise.all(engine.underWay);
    return output;
  },
});

const text = (value: unknown): string => (typeof value === 'string' && value !== '' ? value : '?');

export const onTopic = (input: JsonObject): string => text(input['TopicArn']);
export const onResource = (input: JsonObject): string => text(input['ResourceArn']);

/** What is done with a subscription concerns its topic. */
export const onSubscription = (input: JsonObject): string =>
  text(input['SubscriptionArn']).split(':').slice(0, 6).join(':');

/** @throws AwsError `InvalidParameter` */
export const readInput = <Input>(schema: z.ZodType<Input>, input: JsonObject): Input =>
  readMembers(schema, input, invalidParameter);

/** @throws AwsError `NotFound` */
export const topicAt = ({ store }: Engine, arn: string): Topic => {
  const topic = store.topic(arn);
  if (topic === undefined) throw notFound('Topic');
  return topic;
};

/** @throws AwsError `NotFound` */
export const subscriptionAt = ({ store }: Engine, arn: string): Subscription => {
  const subscription = store.subscription(arn);
  if (subscription === undefined) throw notFound('Subscription');
  return subscription;
};
