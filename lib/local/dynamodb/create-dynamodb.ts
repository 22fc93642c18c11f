import { join } from 'node:path';
import type { AwsCall, AwsJsonService, AwsOperation } from '../aws-service.ts';
import type { LocalEnvironment } from '../environment.ts';
import type { JsonObject } from '../json.ts';
import { Sqlite } from '../sqlite.ts';
import type { StreamSource } from '../stream-source.ts';
import { tableId } from './definition/table-id.ts';
import type { Engine } from './engine.ts';
import { expiringItems, SWEEP_EVERY_MILLIS } from './expiring-items.ts';
import { operations } from './operations/all.ts';
import { bindOperation, type Operation } from './operations/operation.ts';
import { Catalog } from './storage/catalog.ts';
import { ItemStore } from './storage/item-store.ts';
import { schema } from './storage/schema.ts';
import { createStreamSource } from './streams/create-stream-source.ts';
import { streamOperations } from './streams/operations/all.ts';
import { schema as streamSchema } from './streams/schema.ts';
import { Streams } from './streams/streams.ts';
import type { TableDefinition } from './table.ts';
import { ItemsInFlight } from './writes/items-in-flight.ts';
import { WriteQueue } from './writes/write-queue.ts';

export interface DynamoDbOptions {
  readonly environment: LocalEnvironment;
  /** Keep everything in memory and nothing after the end. @default false */
  readonly memory?: boolean;
  /** Acknowledge a write before the disk has it: a power cut may lose it, a killed process does not. @default false */
  readonly fastWrites?: boolean;
}

/** What a template can know of a table. */
export interface DeclaredTable {
  readonly arn: string;
  /** Of its stream, if it has one. */
  readonly streamArn: string | undefined;
  readonly tableId: string;
}

/** The tables of a template, on this machine. */
export interface DynamoDbService {
  readonly api: AwsJsonService;
  /** DynamoDB Streams: a service of its own under the same signing name. */
  readonly streamsApi: AwsJsonService;
  /** What functions read of the tables' streams. */
  readonly streams: StreamSource;
  /**
   * Declares a table. One that was declared before, in an earlier run, has its items still.
   *
   * @throws Error when its items were stored under other keys than the definition has
   */
  declareTable(definition: TableDefinition): DeclaredTable;
  close(): void;
}

/**
 * DynamoDB over one SQLite database, `dynamodb.sqlite` in the state folder. One writer after the other: reads are always
 * consistent. Requests that are under way at the same moment conflict as they do on AWS.
 */
export const createDynamoDb = ({
  environment,
  memory = false,
  fastWrites = false,
}: DynamoDbOptions): DynamoDbService => {
  const path = memory ? ':memory:' : join(environment.stateFolder, 'dynamodb.sqlite');
  const database = new Sqlite({ path, schema: schema + streamSchema, fastWrites });
  const streams = new Streams(environment, database);
  const items = new ItemStore(database, streams);
  const catalog = new Catalog(environment, database, items, streams);
  const writes = new WriteQueue(database);
  const engine: Engine = { environment, database, items, catalog, streams, writes, inFlight: new ItemsInFlight() };
  const sweep = expiringItems(engine);
  // Items expire while nobody asks for them, too: functions are told of it. The timer keeps no process alive.
  const timer = setInterval(() => {
    try {
      sweep(environment.now());
    } catch (error) {
      // A full disk, for one, is told to whoever writes next; it does not end the runtime.
      console.error(error);
    }
  }, SWEEP_EVERY_MILLIS).unref();
  const swept =
    <Output>(run: (input: JsonObject, call: AwsCall) => Output): typeof run =>
    (input, call) => {
      sweep(call.nowMillis);
      return run(input, call);
    };
  const sweptBefore = ({ run, runToText, ...operation }: AwsOperation): AwsOperation => ({
    ...operation,
    run: swept(run),
    ...(runToText === undefined ? {} : { runToText: swept(runToText) }),
  });
  const apiOf = (targetPrefix: string, all: readonly Operation[]): AwsJsonService => ({
    signingName: 'dynamodb',
    targetPrefix,
    jsonVersion: '1.0',
    errorPrefix: 'com.amazon.coral.service#',
    operations: new Map(all.map((operation) => [operation.name, sweptBefore(bindOperation(engine, operation))])),
  });

  return {
    api: apiOf('DynamoDB_20120810', operations),
    streamsApi: apiOf('DynamoDBStreams_20120810', streamOperations),
    streams: createStreamSource(streams, environment.region),
    declareTable(definition) {
      const table = catalog.declare(definition);
      return { arn: table.arn, streamArn: table.stream?.arn, tableId: tableId(table) };
    },
    close() {
      clearInterval(timer);
      writes.flush();
      database.close();
    },
  };
};
