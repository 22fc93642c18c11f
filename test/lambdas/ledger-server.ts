import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { accountItem } from '../../lambdas/ledger/items.ts';
import { payeeItem } from '../../lambdas/payees/payee-item.ts';
import type { Account } from '../../lambdas/schemas.ts';
import { createDynamoDb } from '../../lib/local/dynamodb/index.ts';
import { testEnvironment } from '../local/support/environment.ts';
import { serve } from '../local/support/serve.ts';

/** As lib/constructs/api-key-table.ts has it: no hash. */
const listedOfKeys = [
  ...['status', 'client', 'name', 'purpose', 'last4', 'scopes', 'roles', 'allowedCidrs', 'allowedMethods'],
  ...['expiresAtSeconds', 'createdAtSeconds', 'createdBy', 'predecessor', 'replacedBy'],
  ...['lastUsedAtSeconds', 'revokedAtSeconds', 'revokedBy'],
];

const tables = {
  ledger: 'Ledger',
  idempotency: 'Idempotency',
  apiKeys: 'ApiKeys',
  oneTimeCodes: 'OneTimeCodes',
  payees: 'Payees',
  sessions: 'Sessions',
  rateLimits: 'RateLimits',
};

/**
 * The bank's tables in memory, as lib/constructs declares them, and the environment that leads the handlers' clients there.
 * To be called before a handler is loaded.
 */
export async function serveLedger() {
  const stateFolder = mkdtempSync(join(tmpdir(), 'portcullis-ledger-'));
  const environment = testEnvironment(stateFolder);
  const dynamodb = createDynamoDb({ environment, memory: true });
  const text = (name: string) => ({ name, type: 'S' }) as const;
  const common = { billingMode: 'PAY_PER_REQUEST', deletionProtection: true } as const;
  dynamodb.declareTable({
    ...common,
    name: tables.ledger,
    key: { partition: text('pk'), sort: text('sk') },
    indexes: [
      {
        name: 'byOwner',
        kind: 'global',
        key: { partition: text('owner'), sort: text('sk') },
        projection: { type: 'ALL' },
      },
    ],
    timeToLiveAttribute: 'expiresAt',
  });
  dynamodb.declareTable({
    ...common,
    name: tables.apiKeys,
    key: { partition: text('keyId') },
    indexes: [
      {
        name: 'byIssue',
        kind: 'global',
        key: { partition: text('list'), sort: text('place') },
        projection: { type: 'INCLUDE', attributes: listedOfKeys },
      },
    ],
  });
  dynamodb.declareTable({
    ...common,
    name: tables.oneTimeCodes,
    key: { partition: text('id') },
    indexes: [],
    timeToLiveAttribute: 'expiresAt',
  });
  dynamodb.declareTable({
    ...common,
    name: tables.payees,
    key: { partition: text('owner'), sort: text('accountId') },
    indexes: [],
  });
  dynamodb.declareTable({
    ...common,
    name: tables.idempotency,
    key: { partition: text('id') },
    indexes: [],
    timeToLiveAttribute: 'expiresAt',
  });
  dynamodb.declareTable({
    ...common,
    name: tables.rateLimits,
    key: { partition: text('client') },
    indexes: [],
    timeToLiveAttribute: 'expiresAt',
  });
  dynamodb.declareTable({
    ...common,
    name: tables.sessions,
    key: { partition: text('subject') },
    indexes: [],
    timeToLiveAttribute: 'expiresAt',
  });
  const server = await serve(dynamodb.api);
  Object.assign(process.env, {
    LEDGER_TABLE: tables.ledger,
    API_KEY_TABLE: tables.apiKeys,
    IDEMPOTENCY_TABLE: tables.idempotency,
    ONE_TIME_CODE_TABLE: tables.oneTimeCodes,
    PAYEE_TABLE: tables.payees,
    SESSION_TABLE: tables.sessions,
    RATE_LIMIT_TABLE: tables.rateLimits,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: server.endpoint,
  });
  const client = new DynamoDBClient({});
  return {
    client,
    /** Puts an account with money in it, as the bank's seed does. */
    fund: (account: Account, owner: string) =>
      client.send(new PutItemCommand({ TableName: tables.ledger, Item: { ...accountItem(account, owner) } })),
    /** Registers an account as a payee of a customer. */
    befriend: (owner: string, accountId: string) =>
      client.send(
        new PutItemCommand({
          TableName: tables.payees,
          Item: { ...payeeItem({ payeeId: '', name: 'Friend', accountId, addedAt: '2026-01-01T00:00:00Z' }, owner) },
        }),
      ),
    close: async () => {
      client.destroy();
      await server.close();
      dynamodb.close();
      rmSync(stateFolder, { recursive: true });
    },
  };
}
