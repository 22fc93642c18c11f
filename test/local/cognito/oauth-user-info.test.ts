import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import type { JsonObject } from '../../../lib/local/json.ts';
import { codeFor, infoFor, openLogin, redeem } from './login-fixture.ts';

test('userInfo tells what the scopes show, to tokens with openid only', async (context) => {
  const login = openLogin(context, { pool: {} });
  const { fixture } = login;
  await fixture.call('AdminCreateUser', {
    ...{ UserPoolId: fixture.poolId, Username: 'bea', TemporaryPassword: 'correct Horse 7 battery' },
    MessageAction: 'SUPPRESS',
    UserAttributes: [
      { Name: 'email', Value: 'bea@bank.example' },
      { Name: 'email_verified', Value: 'true' },
      { Name: 'given_name', Value: 'Bea' },
    ],
  });
  const password = 'correct Horse 7 battery';
  await fixture.call('AdminSetUserPassword', {
    ...{ UserPoolId: fixture.poolId, Username: 'bea', Password: password, Permanent: true },
  });
  const tokensFor = async (scope: string): Promise<JsonObject> => {
    const { verifier } = await login.startVisit({ scope, prompt: 'login' });
    await login.visitor.submit({ username: 'bea', password });
    const code = login.visitor.arrivedAt?.searchParams.get('code') ?? '';
    return (await redeem(login, { code, verifier })).body;
  };
  const seen = async (scope: string) => {
    const tokens = await tokensFor(scope);
    const { status, body } = await infoFor(fixture, String(tokens['access_token']));
    const { sub, ...info } = body;
    const { given_name, email, email_verified } = decodeJwt(String(tokens['id_token'] ?? 'e30.e30.e30'));
    return { status, info, id: { given_name, email, email_verified } };
  };
  const all = { email: 'bea@bank.example', email_verified: 'true', given_name: 'Bea', username: 'bea' };
  const allClaims = { given_name: 'Bea', email: 'bea@bank.example', email_verified: true };
  assert.deepEqual(await seen('openid'), { status: 200, info: all, id: allClaims });
  assert.deepEqual(await seen('openid profile'), { status: 200, info: all, id: allClaims });
  const { given_name, ...withEmail } = all;
  assert.deepEqual(await seen('openid email'), {
    ...{ status: 200, info: withEmail },
    id: { ...allClaims, given_name: undefined },
  });
  assert.equal((await seen('email')).status, 401);
});

test('userInfo refuses what is no access token of here', async (context) => {
  const login = openLogin(context);
  const ada = await login.fixture.user('ada');
  const { body } = await redeem(login, await codeFor(login, ada));
  const refused = [String(body['id_token']), String(body['refresh_token']), 'x', `${body['access_token']}x`];
  for (const token of refused) {
    const answer = await infoFor(login.fixture, token);
    assert.equal(answer.status, 401);
    assert.match(answer.headers['www-authenticate'] ?? '', /^Bearer error="invalid_token"/);
  }
  assert.equal((await infoFor(login.fixture, '')).status, 400);
  await login.fixture.call('AdminUserGlobalSignOut', { UserPoolId: login.fixture.poolId, Username: 'ada' });
  assert.equal((await infoFor(login.fixture, String(body['access_token']))).status, 401);
});
