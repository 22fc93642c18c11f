import { join } from 'node:path';
import type { AwsJsonService } from '../aws-service.ts';
import type { Delivery } from '../delivery.ts';
import type { LocalEnvironment } from '../environment.ts';
import type { IamService } from '../iam/index.ts';
import type { Json } from '../json.ts';
import { Sqlite } from '../sqlite.ts';
import { createVault } from '../vault.ts';
import { assertDeadLetterQueue } from './dead-letters.ts';
import { queueDoesNotExist } from './errors.ts';
import { MessageStore } from './message-store.ts';
import {
  arnOfQueue,
  assertQueueName,
  bindOperation,
  type Engine,
  type Operation,
  queueAt,
  urlOfQueue,
} from './operation.ts';
import { changeMessageVisibility, changeMessageVisibilityBatch } from './operations/change-message-visibility.ts';
import { createQueue } from './operations/create-queue.ts';
import { deleteMessage } from './operations/delete-message.ts';
import { deleteMessageBatch } from './operations/delete-message-batch.ts';
import { deleteQueue } from './operations/delete-queue.ts';
import { getQueueUrl } from './operations/get-queue-url.ts';
import { listQueues } from './operations/list-queues.ts';
import { purgeQueue } from './operations/purge-queue.ts';
import { getQueueAttributes, setQueueAttributes } from './operations/queue-attribute-operations.ts';
import { receiveMessage } from './operations/receive-message.ts';
import { sendMessage } from './operations/send-message.ts';
import { sendMessageBatch } from './operations/send-message-batch.ts';
import { listQueueTags, tagQueue, untagQueue } from './operations/tag-operations.ts';
import { policyOf } from './policy.ts';
import { newAttributes, type QueueAttributes } from './queue-attributes.ts';
import { QueueStore } from './queue-store.ts';
import { schema } from './schema.ts';
import { send } from './send.ts';
import { createWaitingRoom } from './waiting-room.ts';

export interface QueuesOptions {
  readonly environment: LocalEnvironment;
  readonly iam: Pick<IamService, 'declareResourcePolicy' | 'removeResourcePolicy'>;
  /** `https://localhost:8444`, where the URLs of queues begin. */
  readonly origin: string;
  /** Keep everything in memory and nothing after the end. @default false */
  readonly memory?: boolean;
}

export interface QueueDefinition {
  readonly name: string;
  readonly attributes: QueueAttributes;
  readonly tags: Readonly<Record<string, string>>;
}

/** Simple Queue Service on this machine. */
export interface SqsService {
  readonly api: AwsJsonService;
  /** Declares a queue. The messages of an earlier start are in it still. @throws AwsError for what SQS refuses */
  declareQueue(definition: QueueDefinition): { readonly arn: string; readonly url: string };
  /** Sets the policy of a declared queue, named by its URL. @throws AwsError for one that cannot be evaluated */
  declareQueuePolicy(url: string, document: Json): void;
  /** Takes messages of other services, once they are let in. */
  readonly deliveryTarget: { readonly action: string; take(delivery: Delivery): void };
  /** Answers every long poll now: call it before the endpoint is closed. */
  stop(): void;
  close(): void;
}

const operations: readonly Operation[] = [
  changeMessageVisibility,
  changeMessageVisibilityBatch,
  createQueue,
  deleteMessage,
  deleteMessageBatch,
  deleteQueue,
  getQueueAttributes,
  getQueueUrl,
  listQueues,
  listQueueTags,
  purgeQueue,
  receiveMessage,
  sendMessage,
  sendMessageBatch,
  setQueueAttributes,
  tagQueue,
  untagQueue,
];

/** Queues over `sqs.sqlite` in the state folder, their messages sealed under the master key. */
export const createQueues = ({ environment, iam, origin, memory = false }: QueuesOptions): SqsService => {
  const path = memory ? ':memory:' : join(environment.stateFolder, 'sqs.sqlite');
  const database = new Sqlite({ path, schema, schemaVersion: 1, secureDelete: true });
  const queues = new QueueStore(database);
  const messages = new MessageStore(database, createVault(environment.masterKey, 'portcullis sqs'));
  const waitingRoom = createWaitingRoom();
  const engine: Engine = { environment, database, queues, messages, waitingRoom, iam, origin };
  // Policies that were set over the API; those of the template come with its declaration.
  for (const queue of queues.all()) policyOf(engine, arnOfQueue(engine, queue.name), queue.attributes);
  const declared = new Set<string>();
  return {
    api: {
      signingName: 'sqs',
      targetPrefix: 'AmazonSQS',
      jsonVersion: '1.0',
      errorPrefix: 'com.amazon.coral.service#',
      operations: new Map(operations.map((operation) => [operation.name, bindOperation(engine, operation)])),
    },
    declareQueue({ name, attributes: given, tags }) {
      if (declared.has(name)) throw new Error(`Two queues are named ${name}`);
      assertQueueName(name);
      const declaration = JSON.stringify(given);
      const nowMillis = environment.now();
      database.write(() => {
        queues.reveal(name);
        const before = queues.find(name);
        const isKnown = before !== undefined && queues.isDeclaredAs(name, declaration);
        // A policy is in force only as long as the template has it.
        const { Policy: _, ...attributes } = isKnown ? before.attributes : newAttributes(name, given);
        assertDeadLetterQueue(engine, name, attributes);
        const createdAtMillis = before?.createdAtMillis ?? nowMillis;
        queues.save({ name, attributes, tags, createdAtMillis, modifiedAtMillis: nowMillis });
        queues.markDeclared(name, declaration);
      });
      declared.add(name);
      return { arn: arnOfQueue(engine, name), url: urlOfQueue(engine, name) };
    },
    declareQueuePolicy(url, document) {
      const queue = queueAt(engine, url);
      const attributes = { ...queue.attributes, Policy: JSON.stringify(document) };
      policyOf(engine, arnOfQueue(engine, queue.name), attributes);
      queues.save({ ...queue, attributes });
    },
    deliveryTarget: {
      action: 'sqs:SendMessage',
      take({ targetArn, payload, source, text, messageAttributes, messageGroupId, messageDeduplicationId }) {
        const queue = queues.find(targetArn.slice(targetArn.lastIndexOf(':') + 1));
        // A queue of the same name in another account or region is not this one.
        if (queue === undefined || arnOfQueue(engine, queue.name) !== targetArn) throw queueDoesNotExist();
        send(
          engine,
          queue,
          {
            MessageBody: text ?? JSON.stringify(payload),
            MessageAttributes: messageAttributes,
            MessageGroupId: messageGroupId,
            MessageDeduplicationId: messageDeduplicationId,
          },
          source.principal,
        );
      },
    },
    stop: () => waitingRoom.close(),
    close() {
      waitingRoom.close();
      database.close();
    },
  };
};
