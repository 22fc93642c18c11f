import assert from 'node:assert/strict';
import { InitiateAuthCommand, NotAuthorizedException } from '@aws-sdk/client-cognito-identity-provider';
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js';
import type { Case, Judge } from '../case.ts';
import type { Person } from '../person.ts';
import type { Standing } from '../stand-up.ts';

/** Amazon's own client in JavaScript, which speaks SRP. */
function userOf({ url, userPoolId, clients }: Standing, { username }: Person): CognitoUser {
  const store = new Map<string, string>();
  const Storage = {
    setItem: (key: string, value: string) => void store.set(key, value),
    getItem: (key: string) => store.get(key) ?? null,
    removeItem: (key: string) => void store.delete(key),
    clear: () => store.clear(),
  };
  const Pool = new CognitoUserPool({ UserPoolId: userPoolId, ClientId: clients.open, endpoint: url, Storage });
  return new CognitoUser({ Username: username, Pool, Storage });
}

const signIn = (user: CognitoUser, { username, password, nextCode }: Person): Promise<CognitoUserSession> =>
  new Promise((onSuccess, onFailure) => {
    const callbacks = {
      onSuccess,
      onFailure,
      totpRequired: () => user.sendMFACode(nextCode(), callbacks, 'SOFTWARE_TOKEN_MFA'),
    };
    user.authenticateUser(new AuthenticationDetails({ Username: username, Password: password }), callbacks);
  });

const refresh = (user: CognitoUser, session: CognitoUserSession): Promise<CognitoUserSession> =>
  new Promise((resolve, reject) =>
    user.refreshSession(session.getRefreshToken(), (error, refreshed) => (error ? reject(error) : resolve(refreshed))),
  );

const cases: readonly Case[] = [
  {
    title: 'a password is proven by SRP, without being sent, and the session refreshed',
    async run(standing) {
      const person = await standing.newPerson();
      const user = userOf(standing, person);
      const session = await signIn(user, person);
      assert.equal(session.isValid(), true);
      assert.equal(session.getIdToken().payload['cognito:username'], person.username);
      const refreshed = await refresh(user, session);
      assert.notEqual(refreshed.getAccessToken().getJwtToken(), session.getAccessToken().getJwtToken());
      assert.equal(refreshed.getRefreshToken().getToken(), session.getRefreshToken().getToken());
    },
  },
  {
    title: 'a wrong password and nobody are refused alike',
    async run(standing) {
      const person = await standing.newPerson();
      const refused = { name: 'NotAuthorizedException' };
      await assert.rejects(signIn(userOf(standing, person), { ...person, password: 'wrong Horse 7 battery' }), refused);
      const nobody = { ...person, username: 'nobody' };
      await assert.rejects(signIn(userOf(standing, nobody), nobody), refused);
    },
  },
  {
    title: 'a user sees attributes, changes the password, and signs out everywhere',
    async run(standing) {
      const person = await standing.newPerson();
      const user = userOf(standing, person);
      const session = await signIn(user, person);
      const email = await new Promise((resolve, reject) =>
        user.getUserAttributes((error, attributes = []) =>
          error ? reject(error) : resolve(attributes.find(({ Name }) => Name === 'email')?.Value),
        ),
      );
      assert.equal(email, `${person.username}@bank.example`);
      const password = 'another Horse 8 battery';
      await new Promise((resolve, reject) =>
        user.changePassword(person.password, password, (error, done) => (error ? reject(error) : resolve(done))),
      );
      await new Promise((onSuccess, onFailure) => user.globalSignOut({ onSuccess, onFailure }));
      // This client would try a refresh again for five seconds.
      const AuthParameters = { REFRESH_TOKEN: session.getRefreshToken().getToken() };
      const again = { ClientId: standing.clients.open, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters } as const;
      await assert.rejects(standing.aws.send(new InitiateAuthCommand(again)), NotAuthorizedException);
    },
  },
];

export const amazonCognitoIdentityJs: Judge = { name: 'amazon-cognito-identity-js', cases };
