import assert from 'node:assert/strict';
import { createSecretKey, hash, randomBytes } from 'node:crypto';
import { afterEach, describe, it, mock } from 'node:test';
import {
  type AuthorizerEvent,
  type CredentialTerms,
  createAuthorizer,
  digestScheme,
  newDigestUser,
} from '../../../lib/handler/index.ts';
import { authorizerEvent } from '../support/authorizer-event.ts';

process.env['POWERTOOLS_SERVICE_NAME'] = 'bank';
const user = newDigestUser('bank');
const log = mock.method(console, 'log', () => {});
afterEach(() => log.mock.resetCalls());

const terms: CredentialTerms = {
  client: 'acme',
  scopes: ['bank/rates.read'],
  roles: ['partner'],
  status: 'active',
  expiresAtSeconds: 2_000_000_000,
  allowedCidrs: [],
  allowedMethods: [],
};

/** An authorizer of its own with a clock of its own, which knows one user. */
function setup(changes: Partial<CredentialTerms> = {}) {
  const clock = { seconds: 1_800_000_000 };
  const asked: string[] = [];
  const claimed = new Set<string>();
  const key = createSecretKey(randomBytes(32));
  const authorize = createAuthorizer(
    digestScheme({
      async load(username) {
        asked.push(username);
        return username === user.username
          ? { terms: { ...terms, ...changes }, credential: user.credential }
          : undefined;
      },
      nonceKeys: async () => [key],
      claim: async (claim) => claimed.size < claimed.add(claim).size,
      meteringKey: async () => 'metering',
      nowSeconds: () => clock.seconds,
    }),
  );
  const ask = async (authorization?: string, overrides: Partial<AuthorizerEvent> = {}) => {
    const result = await authorize(authorizerEvent(authorization ? { Authorization: [authorization] } : {}, overrides));
    const { challenge = '', ...context } = result.context;
    return { ...result, challenge, context, nonce: /nonce="([^"]+)"/.exec(challenge)?.[1] ?? '' };
  };
  return { ask, clock, asked };
}

const sha256 = (text: string) => hash('sha256', text);

/** What a client sends that follows RFC 7616 §3.4, written by hand. */
const digest = (nonce: string, change: Partial<Record<'nc' | 'password' | 'uri' | 'username', string>> = {}) => {
  const usual = { nc: '00000001', password: user.password, uri: '/live/rates', username: user.username };
  const { nc, password, uri, username } = { ...usual, ...change };
  const ha1 = sha256(`${username}:bank:${password}`);
  const response = sha256(`${ha1}:${nonce}:${nc}:abc:auth:${sha256(`GET:${uri}`)}`);
  return `Digest username="${username}", realm="bank", nonce="${nonce}", uri="${uri}", response="${response}", algorithm=SHA-256, cnonce="abc", qop=auth, nc=${nc}`;
};

describe('the Digest scheme', () => {
  it('asks as RFC 7616 writes it, and lets in whoever knows the secret, once a count', async () => {
    const { ask } = setup();
    const { nonce, challenge } = await ask();
    assert.match(
      challenge,
      /^Digest realm="bank", nonce="[\w-]{48}", algorithm=SHA-256, qop="auth", charset=UTF-8, userhash=false$/,
    );
    const { context, principalId, usageIdentifierKey } = await ask(digest(nonce));
    assert.deepEqual([principalId, usageIdentifierKey], [user.username, 'metering']);
    assert.deepEqual(
      { ...context, authenticationInfo: '' },
      {
        scheme: 'digest',
        subject: user.username,
        client: 'acme',
        scopes: 'bank/rates.read',
        roles: 'partner',
        authenticationInfo: '',
      },
    );
    const ha1 = sha256(`${user.username}:bank:${user.password}`);
    const rspauth = sha256(`${ha1}:${nonce}:00000001:abc:auth:${sha256(':/live/rates')}`);
    assert.equal(context['authenticationInfo'], `qop=auth, rspauth="${rspauth}", cnonce="abc", nc=00000001`);
    assert.notEqual((await ask(digest(nonce))).challenge, '');
    assert.equal((await ask(digest(nonce, { nc: '00000002' }))).challenge, '');
  });

  it('calls an old nonce stale only for who knows the secret, who then goes on with the next one', async () => {
    const { ask, clock } = setup();
    const { nonce } = await ask();
    clock.seconds += 121;
    assert.doesNotMatch((await ask(digest(nonce, { password: 'guess' }))).challenge, /stale/);
    const stale = await ask(digest(nonce));
    assert.match(stale.challenge, /stale=true$/);
    assert.equal((await ask(digest(stale.nonce))).challenge, '');
  });

  it('asks the store for no user name that it never made, nor before a nonce is ours', async () => {
    const { ask, asked } = setup();
    const { nonce } = await ask();
    await ask(digest(nonce, { username: 'admin' }));
    await ask(digest('A'.repeat(48)));
    assert.deepEqual(asked, []);
    await ask(digest(nonce, { username: 'svc-0000000000000000' }));
    assert.deepEqual(asked, ['svc-0000000000000000']);
  });

  it('wants the target as it was sent: with the stage, and with the query', async () => {
    const { ask } = setup();
    const { nonce } = await ask();
    const query = { multiValueQueryStringParameters: { base: ['EUR'] } };
    for (const uri of ['/rates?base=EUR', '/live/rates', '/live/rates?base=CHF']) {
      assert.notEqual((await ask(digest(nonce, { uri }), query)).challenge, '', uri);
    }
    assert.equal((await ask(digest(nonce, { uri: '/live/rates?base=EUR' }), query)).challenge, '');
  });

  for (const [what, changes] of [
    ['is revoked', { status: 'revoked' }],
    ['has expired', { expiresAtSeconds: 1_800_000_000 }],
    ['says not when it ends', { expiresAtSeconds: Number.NaN }],
    ['is for other addresses', { allowedCidrs: ['203.0.113.0/24'] }],
    ['is for other methods', { allowedMethods: ['POST'] }],
  ] as const) {
    it(`refuses a credential that ${what}`, async () => {
      const { ask } = setup(changes);
      const { nonce } = await ask();
      assert.equal((await ask(digest(nonce))).policyDocument.Statement[0].Effect, 'Deny');
    });
  }

  it('logs why, and nothing of what was sent', async () => {
    const { ask } = setup();
    const { nonce } = await ask();
    await ask(digest(nonce, { password: 'guess' }));
    const line = String(log.mock.calls.at(-1)?.arguments[0]);
    assert.equal(JSON.parse(line).because, 'a wrong digest');
    assert.doesNotMatch(line, new RegExp(`${user.username}|${nonce}`));
  });
});

describe('a new digest user', () => {
  it('has a password of 256 bits and a name like no other', () => {
    const users = Array.from({ length: 100 }, () => newDigestUser('bank'));
    assert.equal(new Set(users.flatMap(({ username, password }) => [username, password])).size, 200);
    assert.equal(Buffer.from(user.password, 'base64url').length, 32);
    assert.equal(user.credential, sha256(`${user.username}:bank:${user.password}`));
  });
});
