import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { callingCard } from '../../scripts/bank/calling-card.ts';
import { type DemoFile, demoVersion } from '../../scripts/bank/demo-file.ts';

const user = (username: string) => ({
  username,
  password: 'password of nobody',
  totpSecret: 'AAAA',
  subject: username,
  group: 'customer' as const,
  accounts: [`first of ${username}`, `second of ${username}`],
});

const demo: DemoFile = {
  version: demoVersion,
  apiUrl: 'https://localhost:8443',
  awsEndpoint: 'https://localhost:8444',
  region: 'eu-central-1',
  caFile: join(process.cwd(), '.portcullis', 'tls', 'ca.pem'),
  awsCredentials: { accessKeyId: 'id', secretAccessKey: 'secret of nobody' },
  userPoolId: 'pool',
  issuer: 'issuer',
  tokenEndpoint: 'https://localhost:8444/oauth2/token',
  clients: { app: { clientId: 'a' }, cli: { clientId: 'b' }, service: { clientId: 'c', clientSecret: 'of nobody' } },
  users: { alice: user('alice'), bob: user('bob'), olivia: user('olivia') },
  partner: { apiKey: 'key of nobody', keyId: 'k' },
  tables: { ledger: 'l', apiKeys: 'k', payees: 'p', credentials: 'c' },
};

describe('the calling card', () => {
  it('calls in one line each, and holds no credential', () => {
    const card = callingCard(demo, join(process.cwd(), '.portcullis'));
    assert.equal(card.match(/^ {2}curl --cacert .portcullis\/tls\/ca.pem /gm)?.length, 6);
    assert.match(card, /\$\(npm run -s credential alice\)/);
    assert.doesNotMatch(card, /of nobody/);
  });

  it('needs no program beside curl and Node', () => {
    const card = callingCard(demo, join(process.cwd(), '.portcullis'));
    assert.deepEqual(new Set([...card.matchAll(/\$\((\S+)/g)].map(([, program]) => program)), new Set(['npm', 'node']));
  });

  it('says where the state is when it is elsewhere', () => {
    const card = callingCard(demo, join(process.cwd(), 'elsewhere'));
    assert.match(card, /\$\(PORTCULLIS_STATE=elsewhere npm run -s credential alice\)/);
    assert.match(card, /PORTCULLIS_STATE=elsewhere npm run demo/);
  });
});
