import { DynamoDBClient, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient, DynamoDBStreamsServiceException } from '@aws-sdk/client-dynamodb-streams';
import { createDynamoDb, type TableDefinition } from '../../../../lib/local/dynamodb/index.ts';
import { testEnvironment } from '../../support/environment.ts';
import { serve } from '../../support/serve.ts';

/** A DynamoDB in memory, behind HTTP, and the AWS SDK's clients of it and of its streams. */
export const runningDynamoDb = async (tables: readonly TableDefinition[], now: () => number = Date.now) => {
  const service = createDynamoDb({ environment: testEnvironment('', now), memory: true });
  const streamArns = new Map(tables.map((table) => [table.name, service.declareTable(table).streamArn]));
  const server = await serve(service.api, now);
  const client = clientOf(server.endpoint);
  const streamsServer = await serve(service.streamsApi, now);
  const streams = streamsClientOf(streamsServer.endpoint);
  return {
    service,
    streamArns,
    client,
    streams,
    endpoint: server.endpoint,
    close: async () => {
      client.destroy();
      streams.destroy();
      await streamsServer.close();
      await server.close();
      service.close();
    },
  };
};

export const clientOf = (endpoint: string): DynamoDBClient => new DynamoDBClient(settings(endpoint));

export const streamsClientOf = (endpoint: string): DynamoDBStreamsClient =>
  new DynamoDBStreamsClient(settings(endpoint));

const settings = (endpoint: string) => ({
  endpoint,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  maxAttempts: 1,
});

/** For `assert.rejects`: an error of this name whose message contains the text. */
export const refusal =
  (name: string, text = '') =>
  (error: unknown): boolean =>
    (error instanceof DynamoDBServiceException || error instanceof DynamoDBStreamsServiceException) &&
    error.name === name &&
    error.message.includes(text);

/** A table with keys `pk` and `sk`, both strings, unless told otherwise. */
export const tableOf = (name: string, definition: Partial<TableDefinition> = {}): TableDefinition => ({
  name,
  key: { partition: { name: 'pk', type: 'S' }, sort: { name: 'sk', type: 'S' } },
  indexes: [],
  billingMode: 'PAY_PER_REQUEST',
  deletionProtection: false,
  ...definition,
});
