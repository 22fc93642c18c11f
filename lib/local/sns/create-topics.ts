import { join } from 'node:path';
import type { AwsQueryService } from '../aws-service.ts';
import type { Deliver, Delivery } from '../delivery.ts';
import { arnOf, type LocalEnvironment } from '../environment.ts';
import type { IamService } from '../iam/index.ts';
import type { Json } from '../json.ts';
import type { OutboxService } from '../outbox/index.ts';
import { Sqlite } from '../sqlite.ts';
import { bindOperation, type Engine, type Operation, topicAt } from './operation.ts';
import { publishBatch, publishOperation } from './operations/publish-operations.ts';
import {
  confirmSubscription,
  getSubscriptionAttributes,
  listSubscriptions,
  listSubscriptionsByTopic,
  setSubscriptionAttributes,
  subscribeOperation,
  unsubscribe,
} from './operations/subscription-operations.ts';
import { listTagsForResource, tagResource, untagResource } from './operations/tag-operations.ts';
import {
  createTopic,
  deleteTopic,
  getTopicAttributes,
  listTopics,
  setTopicAttributes,
} from './operations/topic-operations.ts';
import { publish } from './publish.ts';
import { schema } from './schema.ts';
import { subscribe } from './subscribe.ts';
import { changedAttributes, enforcePolicy } from './topic-attributes.ts';
import { type Attributes, TopicStore } from './topic-store.ts';

export interface TopicsOptions extends Pick<Engine, 'outbox' | 'deliver'> {
  readonly environment: LocalEnvironment;
  readonly iam: Pick<IamService, 'declareResourcePolicy' | 'removeResourcePolicy'>;
  readonly outbox: Pick<OutboxService, 'post'>;
  readonly deliver: Deliver;
  /** Told of a message that could not be delivered and has no dead-letter queue. @default console.error */
  readonly report?: (error: unknown) => void;
  /** Keep everything in memory and nothing after the end. @default false */
  readonly memory?: boolean;
}

/** Simple Notification Service on this machine: mail and text messages go to the outbox. */
export interface SnsService {
  readonly api: AwsQueryService;
  /** @throws AwsError for what SNS refuses */
  declareTopic(topic: { readonly name: string; readonly attributes: Attributes; readonly tags: Attributes }): {
    readonly arn: string;
  };
  declareTopicPolicy(topicArn: string, document: Json): void;
  /** @param subscription.id stable over restarts, so that a confirmation is not asked for twice */
  declareSubscription(subscription: {
    readonly id: string;
    readonly topicArn: string;
    readonly protocol: string;
    readonly endpoint: string;
    readonly attributes: Attributes;
  }): { readonly arn: string };
  /** Takes messages of other services, once they are let in. */
  readonly deliveryTarget: { readonly action: string; take(delivery: Delivery): void };
  /** Settles when what was published is delivered. */
  settled(): Promise<void>;
  close(): void;
}

const operations: readonly Operation[] = [
  confirmSubscription,
  createTopic,
  deleteTopic,
  getSubscriptionAttributes,
  getTopicAttributes,
  listSubscriptions,
  listSubscriptionsByTopic,
  listTagsForResource,
  listTopics,
  publishBatch,
  publishOperation,
  setSubscriptionAttributes,
  setTopicAttributes,
  subscribeOperation,
  tagResource,
  unsubscribe,
  untagResource,
];

/** Topics over `sns.sqlite` in the state folder. */
export const createTopics = (options: TopicsOptions): SnsService => {
  const { environment, iam, outbox, deliver, report = console.error, memory = false } = options;
  const path = memory ? ':memory:' : join(environment.stateFolder, 'sns.sqlite');
  const database = new Sqlite({ path, schema, schemaVersion: 1 });
  const store = new TopicStore(database);
  const underWay = new Set<Promise<void>>();
  const engine: Engine = { environment, database, store, outbox, deliver, iam, report, underWay };
  // Policies that were set over the API; those of the template come with its declaration.
  for (const { arn, attributes } of store.topics()) enforcePolicy(engine, arn, attributes);
  const declared = new Set<string>();
  return {
    api: {
      signingName: 'sns',
      apiVersion: '2010-03-31',
      xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
      mapMembers: ['Attributes'],
      operations: new Map(operations.map((operation) => [operation.name, bindOperation(engine, operation)])),
    },
    declareTopic({ name, attributes: given, tags }) {
      const arn = arnOf(environment, 'sns', name);
      if (declared.has(arn)) throw new Error(`Two topics are named ${name}`);
      store.saveTopic({ arn, attributes: changedAttributes({}, given), tags }, true);
      declared.add(arn);
      return { arn };
    },
    declareTopicPolicy(topicArn, document) {
      const topic = topicAt(engine, topicArn);
      const attributes = { ...topic.attributes, Policy: JSON.stringify(document) };
      enforcePolicy(engine, topicArn, attributes);
      store.saveTopic({ ...topic, attributes });
    },
    declareSubscription({ id, ...subscription }) {
      const arn = `${topicAt(engine, subscription.topicArn).arn}:${id}`;
      subscribe(engine, { ...subscription, arn }, true);
      return { arn };
    },
    deliveryTarget: {
      action: 'sns:Publish',
      take({ targetArn, payload, text }) {
        publish(engine, topicAt(engine, targetArn), { Message: text ?? JSON.stringify(payload) });
      },
    },
    settled: async () => {
      await Promise.all(underWay);
    },
    close: () => database.close(),
  };
};
