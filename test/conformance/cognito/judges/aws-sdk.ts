import assert from 'node:assert/strict';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { decodeJwt } from 'jose';
import { cognitoOf } from '../../../../scripts/bank/sdk-clients.ts';
import type { Case, Judge } from '../case.ts';
import { type Person, signInAt } from '../person.ts';
import type { Standing } from '../stand-up.ts';

async function signIn({ aws, clients }: Standing, person: Person): Promise<sdk.AuthenticationResultType> {
  const ClientId = clients.open;
  const AuthParameters = { USERNAME: person.username, PASSWORD: person.password };
  const { ChallengeName, Session } = await aws.send(
    new sdk.InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
  );
  assert.equal(ChallengeName, 'SOFTWARE_TOKEN_MFA');
  const { AuthenticationResult } = await aws.send(
    new sdk.RespondToAuthChallengeCommand({
      ...{ ClientId, ChallengeName, Session },
      ChallengeResponses: { USERNAME: person.username, SOFTWARE_TOKEN_MFA_CODE: person.nextCode() },
    }),
  );
  return AuthenticationResult ?? {};
}

/** Its keys come from this machine, because the issuer is AWS's. */
const verifierOf = ({ url, userPoolId, clients }: Standing, tokenUse: 'id' | 'access') =>
  CognitoJwtVerifier.create(
    { userPoolId, tokenUse, clientId: clients.open },
    {
      jwksCache: new SimpleJwksCache({
        fetcher: {
          fetch: async () => (await fetch(`${url}/${userPoolId}/.well-known/jwks.json`)).arrayBuffer(),
        },
      }),
    },
  );

const cases: readonly Case[] = [
  {
    title: 'a sign-in with a second factor brings tokens that aws-jwt-verify accepts',
    async run(standing) {
      const { AccessToken = '', IdToken = '' } = await signIn(standing, await standing.newPerson());
      await verifierOf(standing, 'access').verify(AccessToken);
      await verifierOf(standing, 'id').verify(IdToken);
      await assert.rejects(verifierOf(standing, 'access').verify(IdToken));
    },
  },
  {
    title: 'a verifier that caches keys follows a rotation',
    async run(standing) {
      const person = await standing.newPerson();
      const verifier = verifierOf(standing, 'access');
      const { AccessToken: old = '' } = await signIn(standing, person);
      await verifier.verify(old);
      standing.rotateSigningKeys();
      const { AccessToken: fresh = '' } = await signIn(standing, person);
      await verifier.verify(fresh);
      await verifier.verify(old);
    },
  },
  {
    title: 'a wrong code and a code that was used are refused by their names',
    async run(standing) {
      const person = await standing.newPerson();
      const wrong = { ...person, nextCode: () => '000000' };
      await assert.rejects(signIn(standing, wrong), sdk.CodeMismatchException);
      const code = person.nextCode();
      await signIn(standing, { ...person, nextCode: () => code });
      await assert.rejects(signIn(standing, { ...person, nextCode: () => code }), sdk.ExpiredCodeException);
    },
  },
  {
    title: 'nobody learns who exists',
    async run(standing) {
      const person = { username: 'nobody', password: 'wrong Horse 7 battery', nextCode: () => '' };
      await assert.rejects(signIn(standing, person), sdk.NotAuthorizedException);
      const known = await standing.newPerson();
      await assert.rejects(signIn(standing, { ...known, password: person.password }), sdk.NotAuthorizedException);
    },
  },
  {
    title: 'tokens of the login page open the operations that their scope allows',
    async run(standing) {
      const address = new URL(`${standing.url}/oauth2/authorize`);
      const { callback, clients } = standing;
      const { secret } = clients;
      const common = { client_id: secret.id, redirect_uri: callback, response_type: 'code' };
      const scopes = ['openid', 'openid aws.cognito.signin.user.admin'];
      for (const scope of scopes) {
        address.search = String(new URLSearchParams({ ...common, scope }));
        const arrivedAt = await signInAt(standing, address, await standing.newPerson());
        const code = arrivedAt.searchParams.get('code') ?? '';
        const response = await fetch(`${standing.url}/oauth2/token`, {
          method: 'POST',
          headers: { authorization: `Basic ${btoa(`${secret.id}:${secret.secret}`)}` },
          body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: callback }),
        });
        const { access_token: AccessToken } = (await response.json()) as { readonly access_token: string };
        assert.equal(decodeJwt(AccessToken)['scope'], scope);
        const user = standing.aws.send(new sdk.GetUserCommand({ AccessToken }));
        if (scope === 'openid') await assert.rejects(user, sdk.NotAuthorizedException);
        else assert.ok((await user).Username);
      }
    },
  },
  {
    title: 'GlobalSignOut and RevokeToken end what a refresh token gives',
    async run(standing) {
      const { aws, clients } = standing;
      const person = await standing.newPerson();
      const first = await signIn(standing, person);
      await aws.send(new sdk.RevokeTokenCommand({ ClientId: clients.open, Token: first.RefreshToken }));
      const second = await signIn(standing, person);
      await aws.send(new sdk.GlobalSignOutCommand({ AccessToken: second.AccessToken }));
      for (const { RefreshToken = '' } of [first, second]) {
        const AuthParameters = { REFRESH_TOKEN: RefreshToken };
        const refresh = { ClientId: clients.open, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters } as const;
        await assert.rejects(aws.send(new sdk.InitiateAuthCommand(refresh)), sdk.NotAuthorizedException);
      }
    },
  },
  {
    title: 'an administrator signs, and with the right key',
    async run({ url, region, caFile, credentials, userPoolId }) {
      const forged = { ...credentials, secretAccessKey: 'invented' };
      const stranger = cognitoOf({ awsEndpoint: url, region, caFile, awsCredentials: forged });
      const request = new sdk.ListUsersCommand({ UserPoolId: userPoolId });
      await assert.rejects(stranger.send(request), { name: 'InvalidSignatureException' });
      stranger.destroy();
    },
  },
];

export const awsSdk: Judge = { name: 'AWS SDK and aws-jwt-verify', cases };
