import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoDb } from '../../lib/local/dynamodb/index.ts';
import { testEnvironment } from '../local/support/environment.ts';
import { serve } from '../local/support/serve.ts';

/**
 * One table in memory, keyed by one text, and the environment that leads the handlers' clients there. To be called before
 * what uses it is loaded.
 */
export async function serveTable(variable: string, key: string) {
  const stateFolder = mkdtempSync(join(tmpdir(), 'portcullis-table-'));
  const dynamodb = createDynamoDb({ environment: testEnvironment(stateFolder), memory: true });
  dynamodb.declareTable({
    name: variable,
    key: { partition: { name: key, type: 'S' } },
    indexes: [],
    billingMode: 'PAY_PER_REQUEST',
    deletionProtection: true,
    timeToLiveAttribute: 'expiresAt',
  });
  const server = await serve(dynamodb.api);
  Object.assign(process.env, {
    [variable]: variable,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: server.endpoint,
  });
  const client = new DynamoDBClient({});
  return {
    client,
    table: variable,
    close: async () => {
      client.destroy();
      await server.close();
      dynamodb.close();
      rmSync(stateFolder, { recursive: true });
    },
  };
}
