import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, it, mock } from 'node:test';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { CredentialKind } from '../../../lib/contract/index.ts';
import type { GatewayEvent, LambdaFunction } from '../../../lib/handler/index.ts';
import { digestHeader, nonceOf } from '../../clients/digest-client.ts';
import { authorizerEvent } from '../../handler/support/authorizer-event.ts';
import { isAllowed } from '../api-keys/serve-keys.ts';
import { call, loadHandler } from '../support.ts';
import { serveCredentials } from './serve-credentials.ts';

mock.method(console, 'log', () => {});
const store = await serveCredentials();
let issue: LambdaFunction;
let list: LambdaFunction;
let revoke: LambdaFunction;
let openSealed: (credentialId: string, sealed: Uint8Array) => Promise<Buffer>;
let digestUsers: typeof import('../../../lambdas/authorizers/digest-users.ts')['digestUsers'];
let signingKeys: typeof import('../../../lambdas/authorizers/signing-keys.ts')['signingKeys'];
const authorizers = '../../../lambdas/authorizers';

before(async () => {
  issue = await loadHandler('credentials/issue', 'operator');
  list = await loadHandler('credentials/list', 'operator');
  revoke = await loadHandler('credentials/revoke', 'operator');
  ({ openSealed } = await import('../../../lambdas/credentials/open-sealed.ts'));
  ({ digestUsers } = await import(`${authorizers}/digest-users.ts`));
  ({ signingKeys } = await import(`${authorizers}/signing-keys.ts`));
});
after(() => store.close());

const now = () => Math.floor(Date.now() / 1_000);

/** What the authorizer says of an operator who has just signed in. */
const operator = (): Pick<GatewayEvent, 'requestContext'> => ({
  requestContext: {
    requestId: 'r-1',
    authorizer: {
      ...{ scheme: 'bearer', subject: 'olivia', client: 'olivia', roles: 'operator' },
      ...{
        scopes: 'bank/credentials.read bank/credentials.write',
        authTime: String(now()),
        fresh: 'true',
        issuedBy: 'users',
      },
      claims: {
        ...{ sub: 'olivia', token_use: 'access', scope: 'bank/credentials.read bank/credentials.write' },
        'cognito:groups': 'operator',
      },
    },
  },
});

const terms = {
  client: 'org_acme',
  name: 'Old system',
  purpose: 'Speaks nothing else',
  scopes: ['bank/rates.read'],
  roles: ['partner'],
  expiresInDays: 30,
};

const post = (body: object) =>
  call(issue, 'POST /credentials', { ...operator(), body: JSON.stringify({ ...terms, ...body }) });
const itemOf = async (kind: CredentialKind, subject: string) =>
  (
    await store.client.send(
      new GetItemCommand({ TableName: 'Credentials', Key: { credentialId: { S: `${kind}#${subject}` } } }),
    )
  ).Item;
const pem = (key: ReturnType<typeof generateKeyPairSync>['publicKey']) => key.export({ type: 'spki', format: 'pem' });

describe('a credential that an operator issues', () => {
  it('shows its secret once, and the table keeps it sealed to its id', async () => {
    const { status, body } = await post({ kind: 'digest' });
    assert.equal(status, 201);
    assert.match(body.subject, /^svc-[0-9A-Za-z]{16}$/);
    assert.match(body.secret, /^[\w-]{43}$/);
    const item = await itemOf('digest', body.subject);
    assert.doesNotMatch(JSON.stringify(item), new RegExp(body.secret));
    const sealed = item?.['sealed']?.B ?? new Uint8Array();
    assert.match((await openSealed(`digest#${body.subject}`, sealed)).toString(), /^[0-9a-f]{64}$/);
    await assert.rejects(openSealed('digest#svc-0000000000000000', sealed), { name: 'InvalidCiphertextException' });
  });

  it('is what its authorizer loads', async () => {
    const user = (await post({ kind: 'digest' })).body;
    const shared = (await post({ kind: 'signature', algorithm: 'hmac-sha256' })).body;
    const key = generateKeyPairSync('ed25519').publicKey;
    const { body, status } = await post({ kind: 'signature', algorithm: 'ed25519', publicKey: pem(key) });
    assert.deepEqual([status, body.secret, body.algorithm], [201, undefined, 'ed25519']);
    assert.equal((await digestUsers.load(user.subject))?.terms.client, 'org_acme');
    assert.deepEqual((await signingKeys.load(shared.subject))?.key.export().toString('base64url'), shared.secret);
    assert.ok((await signingKeys.load(body.subject))?.key.equals(key));
    assert.equal(await signingKeys.load(user.subject), undefined);
    assert.equal(await digestUsers.load('svc-0000000000000000'), undefined);
  });

  it('needs a key that fits, in one form, and none where the secret is generated', async () => {
    const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { d, ...publicJwk } = p256.privateKey.export({ format: 'jwk' });
    const publicKey = pem(p256.publicKey);
    const kind = { kind: 'signature', algorithm: 'ecdsa-p256-sha256' };
    assert.equal((await post({ ...kind, publicJwk })).status, 201);
    for (const wrong of [
      kind,
      { ...kind, publicKey, publicJwk },
      { ...kind, publicJwk: { ...publicJwk, d } },
      { ...kind, algorithm: 'ed25519', publicKey },
      { ...kind, algorithm: 'hmac-sha256', publicKey },
      { ...kind, publicKey: p256.privateKey.export({ type: 'pkcs8', format: 'pem' }) },
    ]) {
      assert.equal((await post(wrong)).status, 400, JSON.stringify(wrong));
    }
  });

  it('belongs to an organisation, never to a person, ends within a year, and has no role of people', async () => {
    for (const wrong of [
      { client: '8d2f9f5e-6a7b-4c1d-9e0f-123456789abc' },
      { client: 'alice' },
      { expiresInDays: 366 },
      { roles: ['operator'] },
      { scopes: ['bank/credentials.write'] },
      { allowedCidrs: ['999.0.0.0/8'] },
    ]) {
      assert.equal((await post({ kind: 'digest', ...wrong })).status, 400, JSON.stringify(wrong));
    }
  });
});

describe('the list of credentials', () => {
  it('shows all of them, newest first, page by page, and no material', async () => {
    const seen: { readonly subject: string; readonly status: string }[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: ['2'], ...(cursor !== undefined && { cursor: [cursor] }) };
      const { status, body } = await call(list, 'GET /credentials', {
        ...operator(),
        multiValueHeaders: {},
        multiValueQueryStringParameters: query,
      });
      assert.equal(status, 200);
      assert.doesNotMatch(JSON.stringify(body), /secret|sealed|publicKey/);
      seen.push(...body.items);
      cursor = body.next;
    } while (cursor !== undefined);
    assert.ok(seen.length >= 5);
    assert.equal(new Set(seen.map(({ subject }) => subject)).size, seen.length);
  });
});

describe('a credential that was revoked', () => {
  const end = (credentialId: string) =>
    call(revoke, 'DELETE /credentials/{credentialId}', {
      ...operator(),
      multiValueHeaders: {},
      pathParameters: { credentialId },
    });

  it('stays revoked, and who did it first stays on record', async () => {
    const { body } = await post({ kind: 'digest' });
    assert.equal((await end(body.credentialId)).status, 204);
    const first = await itemOf('digest', body.subject);
    assert.equal((await end(body.credentialId)).status, 204);
    assert.deepEqual(await itemOf('digest', body.subject), first);
    assert.equal((await digestUsers.load(body.subject))?.terms.status, 'revoked');
    assert.equal((await end('digest.svc-0000000000000000')).status, 404);
    assert.equal((await end('digest%23svc-0000000000000000')).status, 400);
  });
});

describe('the authorizer of the old clients', () => {
  it('lets in a hundred requests of one nonce, each count once, and the same count once of ten', async () => {
    const { handler } = await import(`${authorizers}/basic-or-digest/handler.ts`);
    const { body } = await post({ kind: 'digest' });
    const { context } = await handler(authorizerEvent());
    const given = {
      ...{ username: body.subject, password: body.secret, realm: 'portcullis-bank', nonce: nonceOf(context.challenge) },
      ...{ uri: '/live/rates', method: 'GET', cnonce: 'c', algorithm: 'SHA-256', qop: 'auth' },
    };
    const ask = async (count: number) =>
      isAllowed(
        await handler(
          authorizerEvent({ Authorization: [digestHeader({ ...given, nc: count.toString(16).padStart(8, '0') })] }),
        ),
      );
    const counts = Array.from({ length: 100 }, (_, index) => index + 1);
    assert.equal((await Promise.all(counts.map(ask))).filter(Boolean).length, 100);
    assert.equal((await Promise.all(Array.from({ length: 10 }, () => ask(101)))).filter(Boolean).length, 1);
  });

  it('refuses an item that says too little', async () => {
    const subject = 'svc-1111111111111111';
    const Item = { credentialId: { S: `digest#${subject}` }, status: { S: 'active' } };
    await store.client.send(new PutItemCommand({ TableName: 'Credentials', Item }));
    assert.equal(await digestUsers.load(subject), undefined);
  });
});
