import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoDb } from '../../../lib/local/dynamodb/index.ts';
import { createKms } from '../../../lib/local/kms/index.ts';
import { createSecretsManager } from '../../../lib/local/secrets-manager/index.ts';
import { testEnvironment } from '../../local/support/environment.ts';
import { serve } from '../../local/support/serve.ts';

/** As lib/constructs/credential-table.ts has it: no material. */
const listed = [
  ...['kind', 'client', 'name', 'purpose', 'status', 'scopes', 'roles', 'allowedCidrs', 'allowedMethods'],
  ...['expiresAtSeconds', 'createdAtSeconds', 'createdBy', 'revokedAtSeconds', 'revokedBy'],
  ...['algorithm', 'subjectDN', 'issuerDN', 'serialNumber'],
];

/** The tables, the key and the secrets of service credentials in memory, and the variables that lead the handlers there. */
export async function serveCredentials() {
  const stateFolder = mkdtempSync(join(tmpdir(), 'portcullis-credentials-'));
  const environment = testEnvironment(stateFolder);
  const dynamodb = createDynamoDb({ environment, memory: true });
  const text = (name: string) => ({ name, type: 'S' }) as const;
  const common = { billingMode: 'PAY_PER_REQUEST', deletionProtection: true } as const;
  dynamodb.declareTable({
    ...common,
    name: 'Credentials',
    key: { partition: text('credentialId') },
    indexes: [
      {
        name: 'byIssue',
        kind: 'global',
        key: { partition: text('list'), sort: text('place') },
        projection: { type: 'INCLUDE', attributes: listed },
      },
    ],
  });
  const passing = { indexes: [], timeToLiveAttribute: 'expiresAt' };
  dynamodb.declareTable({ ...common, ...passing, name: 'Replays', key: { partition: text('claim') } });
  dynamodb.declareTable({ ...common, ...passing, name: 'RateLimits', key: { partition: text('client') } });
  const iam = { declareResourcePolicy: () => {}, removeResourcePolicy: () => {} };
  const kms = createKms({ environment, iam, memory: true });
  const { arn } = kms.declareKey({
    ...{
      id: '01234567-89ab-cdef-0123-456789abcdef',
      description: '',
      spec: 'SYMMETRIC_DEFAULT',
      usage: 'ENCRYPT_DECRYPT',
    },
    ...{ enabled: true, rotationPeriodDays: undefined, policy: undefined, tags: [] },
  });
  const vault = createSecretsManager({ environment: testEnvironment('unused'), memory: true });
  const secret = (name: string) =>
    vault.declareSecret({ name, arnSuffix: 'abcdef', tags: [], value: { kind: 'given', text: name.repeat(10) } }).arn;
  const servers = await Promise.all([dynamodb.api, kms.api, vault.api].map((api) => serve(api)));
  const [tables, keys, secrets] = servers.map(({ endpoint }) => endpoint);
  Object.assign(process.env, {
    CREDENTIAL_TABLE: 'Credentials',
    REPLAY_TABLE: 'Replays',
    RATE_LIMIT_TABLE: 'RateLimits',
    CREDENTIAL_KEY: arn,
    DIGEST_NONCE_SECRET: secret('nonces'),
    METERING_KEY_SECRET: secret('metering'),
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: tables,
    AWS_ENDPOINT_URL_KMS: keys,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets,
  });
  const client = new DynamoDBClient({});
  return {
    client,
    close: async () => {
      client.destroy();
      await Promise.all(servers.map((server) => server.close()));
      for (const service of [dynamodb, kms, vault]) service.close();
      rmSync(stateFolder, { recursive: true });
    },
  };
}
