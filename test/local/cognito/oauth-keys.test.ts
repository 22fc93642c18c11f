import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { type Fixture, openFixture, signIn } from './fixture.ts';

const verify = (fixture: Fixture, token: string) => {
  const { keys } = fixture.cognito.keysOf(fixture.poolArn).jwks;
  return jwtVerify(token, createLocalJWKSet({ keys: keys.map((key) => ({ ...key })) }), {
    currentDate: new Date(fixture.clock.now),
  });
};

test('after a rotation a new key signs, and old tokens verify until the last of them has expired', async (context) => {
  const fixture = openFixture(context);
  const ada = await fixture.user('ada');
  const clientId = fixture.client();
  const { accessToken: old } = await signIn(fixture, clientId, ada);
  const kid = fixture.cognito.rotateSigningKeys(fixture.poolId);
  const { accessToken: fresh } = await signIn(fixture, clientId, ada);
  assert.equal(decodeProtectedHeader(fresh).kid, kid);
  assert.notEqual(decodeProtectedHeader(old).kid, kid);
  await verify(fixture, old);
  await verify(fixture, fresh);
  await fixture.call('GetUser', { AccessToken: old });
  const published = () => fixture.cognito.keysOf(fixture.poolArn).jwks.keys.map((key) => key.kid);
  assert.equal(published()[0], kid);
  fixture.clock.now += 86_400_000 - 60_000;
  assert.equal(published().length, 2);
  fixture.clock.now += 60_000;
  assert.deepEqual(published(), [kid]);
});

test('keys rotated at one moment keep their order, and each is published', async (context) => {
  const fixture = openFixture(context);
  const kids = [1, 2, 3].map(() => fixture.cognito.rotateSigningKeys(fixture.poolId));
  const published = fixture.cognito.keysOf(fixture.poolArn).jwks.keys.map(({ kid }) => kid);
  assert.equal(published[0], kids[2]);
  assert.equal(published.length, 4);
  assert.throws(() => fixture.cognito.rotateSigningKeys('eu-central-1_nowhere00'), /does not exist/);
});

test('a rotation survives a restart', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-cognito-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const state = { folder, masterKey: randomBytes(32) };
  const first = openFixture(context, { storage: 'file', state });
  const kid = first.cognito.rotateSigningKeys(first.poolId);
  const second = openFixture(context, { storage: 'file', state });
  assert.equal(second.cognito.keysOf(second.poolArn).jwks.keys[0]?.kid, kid);
  assert.equal(second.cognito.keysOf(second.poolArn).jwks.keys.length, 2);
});

test('a key that has signed for 90 days is replaced at the next start', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-cognito-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const state = { folder, masterKey: randomBytes(32) };
  const start = 1_800_000_000_000;
  const kidsAt = (now: number) => {
    const { cognito, poolArn } = openFixture(context, { storage: 'file', state, now });
    return cognito.keysOf(poolArn).jwks.keys.map(({ kid }) => kid);
  };
  const [first] = kidsAt(start);
  assert.deepEqual(kidsAt(start + 90 * 86_400_000 - 1), [first]);
  const [second, ...before] = kidsAt(start + 90 * 86_400_000);
  assert.notEqual(second, first);
  assert.deepEqual(before, [first]);
  assert.deepEqual(kidsAt(start + 91 * 86_400_000), [second]);
});

test('a verifier that caches the keys follows a rotation', async (context) => {
  const fixture = openFixture(context);
  const ada = await fixture.user('ada');
  const clientId = fixture.client();
  let fetched = 0;
  const verifier = CognitoJwtVerifier.create(
    { userPoolId: fixture.poolId, tokenUse: 'access', clientId },
    {
      jwksCache: new SimpleJwksCache({
        fetcher: {
          fetch: async () => {
            fetched += 1;
            const response = await fixture.cognito.routes({
              ...{ method: 'GET', path: `/${fixture.poolId}/.well-known/jwks.json`, query: '' },
              ...{ headers: new Map(), body: Buffer.alloc(0) },
            });
            return new TextEncoder().encode(response?.body).buffer;
          },
        },
      }),
    },
  );
  const { accessToken: old } = await signIn(fixture, clientId, ada);
  await verifier.verify(old);
  await verifier.verify(old);
  assert.equal(fetched, 1);
  fixture.cognito.rotateSigningKeys(fixture.poolId);
  const { accessToken: fresh } = await signIn(fixture, clientId, ada);
  await verifier.verify(fresh);
  await verifier.verify(old);
  assert.equal(fetched, 2);
});
