import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { cognitoOf } from '../../scripts/bank/sdk-clients.ts';
import { signIn } from '../../scripts/bank/sign-in.ts';
import { httpsClient } from '../../scripts/https-client.ts';
import { bankForTests } from './running-bank.ts';

const bank = bankForTests();
let client: CognitoIdentityProviderClient | undefined;
const cognito = () => {
  client ??= cognitoOf(bank().demo);
  return client;
};
after(() => client?.destroy());

const renewed = async (ClientId: string, RefreshToken: string) => {
  const { AuthenticationResult: tokens = {} } = await cognito().send(
    new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }),
  );
  return tokens;
};

const withPassword = (username: string, password: string, clientId = bank().demo.clients.cli.clientId) =>
  cognito().send(
    new InitiateAuthCommand({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: clientId,
      AuthParameters: { USERNAME: username, PASSWORD: password },
    }),
  );

async function newUser(): Promise<{ readonly username: string; readonly temporary: string }> {
  const [username, temporary] = [`user-${randomUUID()}`, 'Temporary+Password-1'];
  await cognito().send(
    new AdminCreateUserCommand({
      UserPoolId: bank().demo.userPoolId,
      Username: username,
      TemporaryPassword: temporary,
      MessageAction: 'SUPPRESS',
    }),
  );
  return { username, temporary };
}

describe('a sign-in', () => {
  it('gives no tokens for the password alone', async () => {
    const { alice } = bank().demo.users;
    const answer = await withPassword(alice.username, alice.password);
    assert.equal(answer.ChallengeName, 'SOFTWARE_TOKEN_MFA');
    assert.equal(answer.AuthenticationResult, undefined);
  });

  it('has a new user choose a password and set up a second factor, before any token', async () => {
    const { username, temporary } = await newUser();
    const first = await withPassword(username, temporary);
    assert.equal(first.ChallengeName, 'NEW_PASSWORD_REQUIRED');
    const second = await cognito().send(
      new RespondToAuthChallengeCommand({
        ClientId: bank().demo.clients.cli.clientId,
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        Session: first.Session,
        ChallengeResponses: { USERNAME: username, NEW_PASSWORD: 'Another+Password-2' },
      }),
    );
    assert.equal(second.ChallengeName, 'MFA_SETUP');
    assert.equal(second.AuthenticationResult, undefined);
  });

  it('knows one spelling of a name', async () => {
    const { alice } = bank().demo.users;
    const answer = await withPassword(alice.username.toUpperCase(), alice.password);
    assert.equal(answer.ChallengeName, 'SOFTWARE_TOKEN_MFA');
  });

  it('takes no password from a client that proves it instead', async () => {
    const { users, clients } = bank().demo;
    await assert.rejects(withPassword(users.alice.username, users.alice.password, clients.app.clientId), {
      name: 'InvalidParameterException',
    });
  });

  it('fails alike for a wrong password and for nobody', async () => {
    const refused = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };
    await assert.rejects(withPassword(bank().demo.users.bob.username, 'Wrong+Password-1'), refused);
    await assert.rejects(withPassword('nobody', 'Wrong+Password-1'), refused);
  });
});

describe('a password', () => {
  const weak: Readonly<Record<string, string>> = {
    'of thirteen characters': 'Aa1!aaaaaaaaa',
    'without lowercase': 'AA1!AAAAAAAAAAAA',
    'without uppercase': 'aa1!aaaaaaaaaaaa',
    'without numbers': 'Aaa!aaaaaaaaaaaa',
    'without symbols': 'Aa11aaaaaaaaaaaa',
  };
  for (const [what, password] of Object.entries(weak)) {
    it(`${what} is refused`, async () => {
      const { username } = await newUser();
      const set = new AdminSetUserPasswordCommand({
        UserPoolId: bank().demo.userPoolId,
        Username: username,
        Password: password,
        Permanent: true,
      });
      await assert.rejects(cognito().send(set), { name: 'InvalidPasswordException' });
    });
  }
});

describe('a token', () => {
  it('of a user lasts fifteen minutes', async () => {
    const [, claims = ''] = (await bank().token('alice')).split('.');
    const { iat, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'));
    assert.equal(exp - iat, 15 * 60);
  });

  it('is renewed until it is revoked', async () => {
    const { users, clients } = bank().demo;
    const { clientId } = clients.cli;
    const { RefreshToken: first = '' } = await signIn(cognito(), clientId, users.bob);
    const { AccessToken, RefreshToken: second = '' } = await renewed(clientId, first);
    assert.notEqual(AccessToken, undefined);
    await cognito().send(new RevokeTokenCommand({ ClientId: clientId, Token: second }));
    await assert.rejects(renewed(clientId, second), { name: 'NotAuthorizedException' });
  });

  it('is not renewed by a refresh token that was replaced: that ends the sign-in of whoever has the other', async () => {
    const { users, clients } = bank().demo;
    const { clientId } = clients.cli;
    const { RefreshToken: stolen = '' } = await signIn(cognito(), clientId, users.bob);
    const { RefreshToken: second = '' } = await renewed(clientId, stolen);
    assert.notEqual(second, stolen);
    // The grace in which a lost answer may be asked for again.
    await setTimeout(10_500);
    await assert.rejects(renewed(clientId, stolen), { name: 'RefreshTokenReuseException' });
    await assert.rejects(renewed(clientId, second), { name: 'NotAuthorizedException' });
  });

  it('of a service has the scopes that the service was given, and no other', async () => {
    const { tokenEndpoint, caFile, clients } = bank().demo;
    const { origin, pathname } = new URL(tokenEndpoint);
    const https = httpsClient(origin, caFile);
    const { clientId, clientSecret } = clients.service;
    const ask = (scope: string) =>
      https.call(pathname, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
        },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope }).toString(),
      });
    try {
      assert.equal((await ask('bank/customers.read')).status, 200);
      const refused = await ask('bank/customers.read bank/accounts.read');
      assert.equal(refused.status, 400);
      assert.equal((refused.json as { readonly error: string }).error, 'invalid_scope');
    } finally {
      https.close();
    }
  });
});
