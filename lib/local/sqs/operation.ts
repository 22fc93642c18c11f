import type { AwsCall, AwsOperation } from '../aws-service.ts';
import { arnOf, type LocalEnvironment } from '../environment.ts';
import type { IamService } from '../iam/index.ts';
import type { JsonObject } from '../json.ts';
import type { Sqlite } from '../sqlite.ts';
import { tagContext, tagsIn } from '../tag-context.ts';
import { invalidParameter, queueDoesNotExist } from './errors.ts';
import type { MessageStore } from './message-store.ts';
import type { Queue, QueueStore } from './queue-store.ts';
import type { WaitingRoom } from './waiting-room.ts';

/** What every operation works with. */
export interface Engine {
  readonly environment: LocalEnvironment;
  readonly database: Sqlite;
  readonly queues: QueueStore;
  readonly messages: MessageStore;
  readonly waitingRoom: WaitingRoom;
  readonly iam: Pick<IamService, 'declareResourcePolicy' | 'removeResourcePolicy'>;
  /** `https://localhost:8444`, where the URLs of queues begin. */
  readonly origin: string;
}

/** One operation of the API, before it is given the engine. */
export interface Operation {
  readonly name: string;
  /** The IAM action, which a batch shares with its single operation. @default `sqs:` and the name */
  readonly action?: string;
  /** The member that names the queue; `all` concerns every queue. @default QueueUrl */
  readonly on?: 'QueueUrl' | 'QueueName' | 'all';
  run(engine: Engine, input: JsonObject, call: AwsCall): JsonObject | Promise<JsonObject>;
}

/** Gives an operation its engine. */
export const bindOperation = (engine: Engine, { name, action, on = 'QueueUrl', run }: Operation): AwsOperation => ({
  name,
  authorization: 'signed',
  rights(input) {
    const resource = resourceOf(engine, on, input);
    const has = engine.queues.find(resource.slice(resource.lastIndexOf(':') + 1))?.tags ?? {};
    const sets = { ...tagsIn(input['tags']), ...tagsIn(input['Tags']) };
    const context = tagContext({ has, sets, removes: input['TagKeys'] });
    const actions = [action ?? `sqs:${name}`, ...(name === 'CreateQueue' && 'tags' in input ? ['sqs:TagQueue'] : [])];
    return actions.map((each) => ({ action: each, resource, context }));
  },
  run: (input, call) => run(engine, input, call),
});

const resourceOf = (engine: Engine, on: 'QueueUrl' | 'QueueName' | 'all', input: JsonObject): string => {
  if (on === 'all') return '*';
  const value = input[on];
  const name = typeof value !== 'string' ? undefined : on === 'QueueName' ? value : nameInUrl(engine, value);
  return arnOfQueue(engine, name ?? '?');
};

export const arnOfQueue = ({ environment }: Pick<Engine, 'environment'>, name: string): string =>
  arnOf(environment, 'sqs', name);

export const urlOfQueue = ({ environment, origin }: Pick<Engine, 'environment' | 'origin'>, name: string): string =>
  `${origin}/${environment.accountId}/${name}`;

/** The port of the origin may be another one than at the last start: only the path counts. */
const nameInUrl = ({ environment }: Pick<Engine, 'environment'>, url: string): string | undefined => {
  const [, account, name, ...more] = (URL.parse(url)?.pathname ?? url).split('/');
  return account === environment.accountId && more.length === 0 ? name : undefined;
};

/** @throws AwsError `QueueDoesNotExist` */
export const queueAt = (engine: Engine, url: string): Queue => {
  const name = nameInUrl(engine, url);
  const queue = name === undefined ? undefined : engine.queues.find(name);
  if (queue === undefined) throw queueDoesNotExist();
  return queue;
};

/** @throws AwsError `InvalidParameterValue` */
export const assertQueueName = (name: string): void => {
  if (!/^[\w-]{1,80}$/.test(name) && !/^[\w-]{1,75}\.fifo$/.test(name)) {
    throw invalidParameter('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
  }
};
