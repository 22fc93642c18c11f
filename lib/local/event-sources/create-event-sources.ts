import { createAlarmClock } from '../alarms/index.ts';
import type { AwsJsonService } from '../aws-service.ts';
import type { Deliver } from '../delivery.ts';
import type { LocalEnvironment } from '../environment.ts';
import type { IamService } from '../iam/index.ts';
import type { LambdaService } from '../lambda/index.ts';
import type { StreamSource } from '../stream-source.ts';
import { assertReader } from './assert-reader.ts';
import { type CheckpointStore, openCheckpointStore } from './checkpoint-store.ts';
import type { EventSourceMapping, EventSourceService } from './event-source-service.ts';
import { parseFilters } from './parse-filters.ts';
import { createQueueReader } from './read-queue.ts';
import { createStreamReader } from './read-stream.ts';
import type { Reader, ReaderParts } from './reader.ts';

export interface EventSourcesOptions {
  readonly environment: LocalEnvironment;
  readonly iam: Pick<IamService, 'decide'>;
  readonly lambda: Pick<LambdaService, 'invoke' | 'roleOf'>;
  readonly streams: StreamSource;
  readonly queues: Pick<AwsJsonService, 'operations'>;
  readonly deliver: Deliver;
  /** Told of what a developer must see. @default console.warn */
  readonly warn?: (message: string) => void;
}

/** Streams and queues of the template, read for its functions; how far is remembered over a `kill -9`. */
export const createEventSources = (options: EventSourcesOptions): EventSourceService => {
  const { environment, iam, lambda, deliver, warn = console.warn } = options;
  /** Opened when there is a mapping: most systems have none. */
  let checkpoints: CheckpointStore | undefined;
  const clock = createAlarmClock({ now: environment.now });
  const declared = new Map<string, { readonly mapping: EventSourceMapping; readonly reader: Reader }>();

  /** By the service in the source's ARN. */
  const readers: ReadonlyMap<string, (parts: ReaderParts) => Reader> = new Map([
    [
      'dynamodb',
      (parts: ReaderParts) => {
        checkpoints ??= openCheckpointStore(environment);
        return createStreamReader({ ...parts, streams: options.streams, checkpoints });
      },
    ],
    ['sqs', (parts: ReaderParts) => createQueueReader({ ...parts, queues: options.queues })],
  ]);

  return {
    declareMapping(mapping) {
      const { uuid, eventSourceArn, functionArn } = mapping;
      if (declared.has(uuid)) throw new Error(`There are two event source mappings ${uuid}`);
      const toReader = readers.get(eventSourceArn.split(':')[2] ?? '');
      if (toReader === undefined) throw new Error(`The local runtime reads no events from ${eventSourceArn}`);
      lambda.roleOf(functionArn);
      const isWanted = parseFilters(mapping.filters);
      const reader = toReader({ environment, lambda, clock, deliver, warn, mapping, isWanted });
      declared.set(uuid, { mapping, reader });
    },
    start() {
      const enabled = [...declared.values()].filter(({ mapping }) => mapping.enabled);
      for (const { mapping } of enabled) {
        const { functionArn, eventSourceArn } = mapping;
        assertReader({ roleArn: lambda.roleOf(functionArn), functionArn }, eventSourceArn, iam);
      }
      for (const { reader } of enabled) reader.start();
    },
    async check() {
      await clock.check();
      await Promise.all([...declared.values()].map(({ reader }) => reader.settled()));
    },
    async stop() {
      clock.close();
      await Promise.all([...declared.values()].map(({ reader }) => reader.stop()));
    },
    close: () => checkpoints?.close(),
  };
};
