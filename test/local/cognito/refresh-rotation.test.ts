import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { decodeJwt } from 'jose';
import type { JsonObject } from '../../../lib/local/json.ts';
import { allFlows, awsError, type Fixture, goodPassword, openFixture, passwordSignIn, tokensOf } from './fixture.ts';

async function rotating(context: TestContext, RetryGracePeriodSeconds: number) {
  const fixture = openFixture(context, { pool: { UsernameConfiguration: { CaseSensitive: false } } });
  const clientId = fixture.client({
    ...allFlows,
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds },
  });
  await fixture.user('ada', { totp: false });
  const first = tokensOf(await passwordSignIn(fixture, clientId, { name: 'ada', password: goodPassword }));
  return { fixture, clientId, first };
}

const refresh = async (fixture: Fixture, ClientId: string, RefreshToken: string) =>
  tokensOf(await fixture.call('GetTokensFromRefreshToken', { ClientId, RefreshToken }));

test('each refresh brings a new refresh token of the same sign-in', async (context) => {
  const { fixture, clientId, first } = await rotating(context, 0);
  const second = await refresh(fixture, clientId, first.refreshToken);
  assert.notEqual(second.refreshToken, first.refreshToken);
  const third = await refresh(fixture, clientId, second.refreshToken);
  assert.equal(decodeJwt(third.accessToken)['origin_jti'], decodeJwt(first.accessToken)['origin_jti']);
});

test('a refresh token that was replaced ends the whole sign-in: somebody has one that is not theirs', async (context) => {
  const { fixture, clientId, first } = await rotating(context, 0);
  const second = await refresh(fixture, clientId, first.refreshToken);
  await assert.rejects(refresh(fixture, clientId, first.refreshToken), awsError('RefreshTokenReuseException'));
  await assert.rejects(
    refresh(fixture, clientId, second.refreshToken),
    awsError('NotAuthorizedException', 'Refresh Token has been revoked'),
  );
  await assert.rejects(
    fixture.call('GetUser', { AccessToken: second.accessToken }),
    awsError('NotAuthorizedException', 'Access Token has been revoked'),
  );
});

test('within the grace a lost answer can be asked for again, and not after it', async (context) => {
  const { fixture, clientId, first } = await rotating(context, 30);
  const second = await refresh(fixture, clientId, first.refreshToken);
  fixture.clock.now += 29_999;
  const again = await refresh(fixture, clientId, first.refreshToken);
  assert.notEqual(again.refreshToken, second.refreshToken);
  fixture.clock.now += 1;
  await assert.rejects(refresh(fixture, clientId, first.refreshToken), awsError('RefreshTokenReuseException'));
});

test('rotation does not prolong a sign-in', async (context) => {
  const { fixture, clientId, first } = await rotating(context, 0);
  fixture.clock.now += 30 * 86_400_000 - 1;
  const second = await refresh(fixture, clientId, first.refreshToken);
  fixture.clock.now += 1;
  await assert.rejects(
    refresh(fixture, clientId, second.refreshToken),
    awsError('NotAuthorizedException', 'Refresh Token has expired'),
  );
});

test('every refresh token of a sign-in revokes it', async (context) => {
  const { fixture, clientId, first } = await rotating(context, 60);
  const second = await refresh(fixture, clientId, first.refreshToken);
  await fixture.call('RevokeToken', { ClientId: clientId, Token: first.refreshToken });
  await assert.rejects(refresh(fixture, clientId, second.refreshToken), awsError('NotAuthorizedException'));
});

test('clients that neither rotate nor refresh, and those that do not prove themselves, are refused', async (context) => {
  const { fixture, first } = await rotating(context, 0);
  const plain = fixture.client({ ...allFlows, ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] }, '000000000abc');
  const RefreshToken = first.refreshToken;
  const ask = (input: JsonObject) => fixture.call('GetTokensFromRefreshToken', { RefreshToken, ...input });
  await assert.rejects(ask({ ClientId: plain }), awsError('InvalidParameterException', /not enabled/));
  const secret = fixture.client({ ...allFlows, GenerateSecret: true }, '000000000abd');
  for (const ClientSecret of [undefined, 'guessed']) {
    await assert.rejects(ask({ ClientId: secret, ClientSecret }), awsError('NotAuthorizedException'));
  }
});

test('a client that does not rotate keeps its refresh token', async (context) => {
  const fixture = openFixture(context, { pool: { UsernameConfiguration: { CaseSensitive: false } } });
  const clientId = fixture.client();
  await fixture.user('ada', { totp: false });
  const first = tokensOf(await passwordSignIn(fixture, clientId, { name: 'ada', password: goodPassword }));
  for (const _time of [1, 2]) assert.equal((await refresh(fixture, clientId, first.refreshToken)).refreshToken, '');
});
