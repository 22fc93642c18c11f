import assert from 'node:assert/strict';
import { createSecretKey, hash, randomBytes } from 'node:crypto';
import { GetSecretValueCommand, ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { createNonce } from '../../lib/handler/digest/nonce.ts';
import { secretsManagerOf } from '../../scripts/bank/sdk-clients.ts';
import type { RunningBank } from '../http/running-bank.ts';
import { curl } from './curl.ts';
import { type DigestParameters, digestHeader, nonceOf, responseOf } from './digest-client.ts';
import { issueCredential, revokeCredential } from './issue.ts';
import type { Attack, SchemeClients } from './scheme-clients.ts';

interface User {
  readonly username: string;
  readonly password: string;
}

interface Facts {
  readonly bank: RunningBank;
  readonly user: User;
  readonly revoked: User;
  readonly elsewhere: User;
  /** May pay, and may not see rates. */
  readonly stranger: User;
  /** Makes nonces as the bank does: no client can. */
  readonly nonceAt: (secondsAgo: number) => string;
}

const path = '/legacy/rates';
const realm = 'portcullis-bank';

async function issueUser(bank: RunningBank, changes: object = {}) {
  const {
    credentialId,
    subject: username,
    secret: password = '',
  } = await issueCredential(bank, { kind: 'digest', ...changes });
  return { credentialId, username, password };
}

async function prepare(bank: RunningBank): Promise<Facts> {
  const user = await issueUser(bank);
  const revoked = await issueUser(bank);
  await revokeCredential(bank, revoked.credentialId);
  const elsewhere = await issueUser(bank, { allowedCidrs: ['203.0.113.0/24'] });
  const stranger = await issueUser(bank, { client: 'org_globex', scopes: ['bank/payment-orders.write'] });
  const key = createSecretKey(await nonceSecret(bank), 'utf8');
  const nonceAt = (secondsAgo: number) => createNonce(key, realm, Date.now() / 1_000 - secondsAgo);
  return { bank, user, revoked, elsewhere, stranger, nonceAt };
}

/** The secret of the nonces, read as the developer of the stack. */
async function nonceSecret({ demo }: RunningBank): Promise<string> {
  const vault = secretsManagerOf(demo);
  try {
    const { SecretList = [] } = await vault.send(new ListSecretsCommand({}));
    const found = SecretList.find(({ Description = '' }) => Description === 'Keys the nonces of the Digest scheme');
    const { SecretString = '' } = await vault.send(new GetSecretValueCommand({ SecretId: found?.ARN }));
    return SecretString;
  } finally {
    vault.destroy();
  }
}

const send = ({ bank }: Facts, authorization: string | readonly string[], target = path, method = 'GET') =>
  bank.client.call(target, { method, headers: { authorization } });

/** What a well-behaved client would send, with a fresh nonce. */
async function given(facts: Facts, changes: Partial<DigestParameters> = {}): Promise<DigestParameters> {
  const { headers } = await facts.bank.client.call(path);
  return {
    ...facts.user,
    ...{ realm, nonce: nonceOf(headers['www-authenticate']), uri: path, method: 'GET' },
    ...{ nc: '00000001', cnonce: randomBytes(12).toString('base64url'), algorithm: 'SHA-256', qop: 'auth' },
    ...changes,
  };
}

/** An attack in which a good client's parameters are changed before it signs. */
const changed = (
  name: string,
  changes: Partial<DigestParameters> | ((facts: Facts) => Partial<DigestParameters>),
): Attack<Facts> => ({
  name,
  request: async (facts) =>
    send(facts, digestHeader(await given(facts, typeof changes === 'function' ? changes(facts) : changes))),
});

/** An attack in which the header of a good client is changed. */
const forged = (name: string, forge: (header: string) => string | readonly string[]): Attack<Facts> => ({
  name,
  request: async (facts) => send(facts, forge(digestHeader(await given(facts)))),
});

/** An attack that sends a second request after a good one. */
const again = (name: string, next: (first: DigestParameters) => Partial<DigestParameters>): Attack<Facts> => ({
  name,
  async request(facts) {
    const first = await given(facts);
    assert.equal((await send(facts, digestHeader(first))).status, 200);
    return send(facts, digestHeader({ ...first, ...next(first) }));
  },
});

const hasTaken = (statuses: readonly number[]) => statuses.filter((status) => status === 200).length;

export const digestClients: SchemeClients<Facts> = {
  name: 'digest',
  prepare,
  visits: [
    {
      name: 'curl --digest, whom the answer shows that the server knows the secret, too',
      async visit({ bank, user: { username, password } }) {
        const options = ['--digest', '-u', `${username}:${password}`, `${bank.demo.apiUrl}${path}?base=CHF`];
        const { status, headers, text } = await curl(bank.demo.caFile, ...options);
        assert.equal(status, 200, text);
        assert.match(
          String(headers['authentication-info']),
          /^qop=auth, rspauth="[0-9a-f]{64}", cnonce="[^"]+", nc=00000001$/,
        );
      },
    },
    {
      name: 'a client that checks rspauth',
      async visit(facts) {
        const parameters = await given(facts);
        const { headers } = await send(facts, digestHeader(parameters));
        const rspauth = responseOf({ ...parameters, method: '' });
        assert.ok(String(headers['authentication-info']).includes(`rspauth="${rspauth}"`));
      },
    },
    {
      name: 'a client whose requests overtake one another, each once',
      async visit(facts) {
        const first = await given(facts);
        const headers = ['00000004', '00000001', '00000003', '00000002', '00000003'].map((nc) =>
          digestHeader({ ...first, nc }),
        );
        const answers = await Promise.all(headers.map((header) => send(facts, header)));
        assert.equal(hasTaken(answers.map(({ status }) => status)), 4);
      },
    },
  ],
  attacks: [
    again('a replay', () => ({})),
    again('a count that was used, with another client nonce', () => ({ cnonce: 'another' })),
    {
      name: 'an old nonce, which it calls stale, to who knows the secret',
      request: async (facts) => send(facts, digestHeader(await given(facts, { nonce: facts.nonceAt(121) }))),
      expected: { status: 401, code: 'unauthenticated', challenge: /, stale=true(?:,|$)/ },
    },
    {
      name: 'an old nonce, which it does not call stale, to who does not',
      request: async (facts) =>
        send(facts, digestHeader(await given(facts, { nonce: facts.nonceAt(121), password: 'guess' }))),
      expected: { status: 401, code: 'unauthenticated', challenge: /^(?!.*stale)/ },
    },
    changed('a nonce of the future', ({ nonceAt }) => ({ nonce: nonceAt(-60) })),
    changed('a nonce that somebody else made', () => ({
      nonce: createNonce(createSecretKey(randomBytes(32)), realm, Date.now() / 1_000),
    })),
    changed('a truncated nonce', ({ nonceAt }) => ({ nonce: nonceAt(0).slice(0, -1) })),
    changed('another realm', { realm: 'elsewhere' }),
    changed('a wrong password', { password: 'guess' }),
    changed('a user that is not there', { username: 'svc-0000000000000000' }),
    changed('the name of a person', ({ bank: { demo } }) => demo.users.alice),
    changed('a revoked user', ({ revoked }) => revoked),
    changed('a user from an address that it is not for', ({ elsewhere }) => elsewhere),
    changed('a digest for another path', { uri: '/rates' }),
    changed('a digest for other parameters', { uri: `${path}?base=CHF` }),
    changed('a digest for another method', { method: 'DELETE' }),
    changed('the whole address as target', ({ bank }) => ({ uri: `${bank.demo.apiUrl}${path}` })),
    changed('the count zero', { nc: '00000000' }),
    changed('a count of one digit', { nc: '1' }),
    changed('no client nonce', { cnonce: '' }),
    changed('a session algorithm', { algorithm: 'SHA-256-sess' }),
    changed('the algorithm left out, which means MD5', { algorithm: '' }),
    changed('auth-int', { qop: 'auth-int' }),
    {
      name: 'MD5',
      async request(facts) {
        const parameters = await given(facts, { algorithm: 'MD5' });
        return send(facts, digestHeader(parameters, responseOf(parameters, 'md5')));
      },
    },
    {
      name: 'a client that knows no qop (RFC 2069)',
      async request(facts) {
        const parameters = await given(facts, { qop: '' });
        return send(facts, digestHeader({ ...parameters, nc: '', cnonce: '' }, responseOf(parameters)));
      },
    },
    {
      name: 'a truncated response',
      async request(facts) {
        const parameters = await given(facts);
        return send(facts, digestHeader(parameters, responseOf(parameters).slice(0, 32)));
      },
    },
    {
      name: 'a hashed user name',
      async request(facts) {
        const parameters = await given(facts);
        const username = hash('sha256', `${parameters.username}:${realm}`);
        return send(facts, digestHeader({ ...parameters, username }, responseOf(parameters), ', userhash=true'));
      },
    },
    forged('a header cut in the middle', (header) => header.slice(0, 120)),
    forged('a parameter twice', (header) => `${header}, nc=00000002`),
    forged('an extended user name beside the plain one', (header) => `${header}, username*=UTF-8''svc-1`),
    forged('two headers', (header) => [header, header]),
    forged('the digest as another scheme', (header) => header.replace('Digest', 'Basic')),
    {
      name: 'a good digest for an endpoint that takes none',
      request: async (facts) => send(facts, digestHeader(await given(facts, { uri: '/rates' })), '/rates'),
    },
    {
      name: 'a user whose credential is for something else',
      request: async (facts) => send(facts, digestHeader(await given(facts, facts.stranger))),
      expected: { status: 403, code: 'access-denied' },
    },
  ],
};
