import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { bundle, handlersIn } from '../../../lib/constructs/bundling/index.ts';
import { temporaryFolder, tree } from './tree.ts';

const root = tree({
  'triggers/client/handler.ts': `
    import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
    const client = new DynamoDBClient({ region: 'eu-central-1' });
    export const handler = () => client.config.credentials();`,
  'triggers/chain/handler.ts': `
    import { defaultProvider } from '@aws-sdk/credential-provider-node';
    export const handler = () => defaultProvider({ profile: 'mine' })();`,
});
const { handlers } = bundle(handlersIn(root), { folder: temporaryFolder() });
const moduleOf = (id: string) => join(handlers.find((each) => each.id === id)?.folder ?? '', 'index.mjs');
const elsewhere = ['credential_process', '/latest/meta-data/iam/', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'sso_start_url'];

describe('credentials of a bundled function', () => {
  const variables = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
  const given = new Map(variables.map((name) => [name, process.env[name]]));
  before(() => {
    for (const name of variables) process.env[name] = `value of ${name}`;
  });
  after(() => {
    for (const [name, value] of given) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  it('are those of its role, from the environment', async () => {
    const { handler } = await import(moduleOf('client'));
    const { accessKeyId, secretAccessKey, sessionToken } = await handler();
    const values = variables.map((name) => `value of ${name}`);
    assert.deepEqual([accessKeyId, secretAccessKey, sessionToken], values);
  });

  it('come from nowhere else: no profile, no metadata, no sign-on', () => {
    const text = readFileSync(moduleOf('client'), 'utf8');
    for (const place of elsewhere) assert.ok(!text.includes(place), place);
  });

  it('come from where the handler itself says', () => {
    const text = readFileSync(moduleOf('chain'), 'utf8');
    for (const place of elsewhere) assert.ok(text.includes(place), place);
  });
});
