import assert from 'node:assert/strict';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { addAuthenticator } from '../../../../scripts/login/add-authenticator.ts';
import type { Case, Judge } from '../case.ts';
import type { Person } from '../person.ts';
import type { Standing } from '../stand-up.ts';

/** A page of the app in a browser with an authenticator of its own, as a fingerprint reader would be. */
interface Desk {
  readonly page: Page;
  readonly authenticator: CDPSession;
  readonly authenticatorId: string;
}

async function atDesk(browser: Browser, { callback }: Standing, sit: (desk: Desk) => Promise<void>): Promise<void> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(callback);
    const authenticator = await context.newCDPSession(page);
    await sit({ page, authenticator, authenticatorId: await addAuthenticator(authenticator) });
  } finally {
    await context.close();
  }
}

/** What the page gets of `navigator.credentials`, as JSON. */
const ceremony = ({ page }: Desk, method: 'create' | 'get', options: string): Promise<string> => {
  const parse = method === 'create' ? 'parseCreationOptionsFromJSON' : 'parseRequestOptionsFromJSON';
  return page.evaluate<string>(
    `navigator.credentials.${method}({ publicKey: PublicKeyCredential.${parse}(${options}) }).then(JSON.stringify)`,
  );
};

async function signInByPassword(
  { aws, passkeys }: Standing,
  { username, password, nextCode }: Person,
): Promise<string> {
  const ClientId = passkeys.client;
  const AuthParameters = { USERNAME: username, PASSWORD: password };
  const { ChallengeName, Session } = await aws.send(
    new sdk.InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
  );
  const ChallengeResponses = { USERNAME: username, SOFTWARE_TOKEN_MFA_CODE: nextCode() };
  const { AuthenticationResult } = await aws.send(
    new sdk.RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses }),
  );
  return AuthenticationResult?.AccessToken ?? assert.fail('no access token');
}

/** Makes a passkey, and takes it for both factors. */
async function register(standing: Standing, desk: Desk, person: Person): Promise<string> {
  const { aws } = standing;
  const AccessToken = await signInByPassword(standing, person);
  const { CredentialCreationOptions } = await aws.send(new sdk.StartWebAuthnRegistrationCommand({ AccessToken }));
  const made = await ceremony(desk, 'create', JSON.stringify(CredentialCreationOptions));
  await aws.send(new sdk.CompleteWebAuthnRegistrationCommand({ AccessToken, Credential: JSON.parse(made) }));
  await aws.send(new sdk.SetUserMFAPreferenceCommand({ AccessToken, WebAuthnMfaSettings: { Enabled: true } }));
  return AccessToken;
}

async function ask({ aws, passkeys }: Standing, { username }: Person): Promise<sdk.InitiateAuthCommandOutput> {
  const AuthParameters = { USERNAME: username, PREFERRED_CHALLENGE: 'WEB_AUTHN' };
  return aws.send(new sdk.InitiateAuthCommand({ ClientId: passkeys.client, AuthFlow: 'USER_AUTH', AuthParameters }));
}

async function answer(
  { aws, passkeys }: Standing,
  { username }: Person,
  { ChallengeName, Session }: sdk.InitiateAuthCommandOutput,
  CREDENTIAL: string,
): Promise<sdk.AuthenticationResultType | undefined> {
  const ChallengeResponses = { USERNAME: username, CREDENTIAL };
  const request = { ClientId: passkeys.client, ChallengeName, Session, ChallengeResponses };
  return (await aws.send(new sdk.RespondToAuthChallengeCommand(request))).AuthenticationResult;
}

const optionsOf = ({ ChallengeParameters = {} }: sdk.InitiateAuthCommandOutput): string =>
  ChallengeParameters['CREDENTIAL_REQUEST_OPTIONS'] ?? assert.fail('no options');

async function enter(standing: Standing, desk: Desk, person: Person): Promise<string> {
  const asked = await ask(standing, person);
  assert.equal(asked.ChallengeName, 'WEB_AUTHN');
  const credential = await ceremony(desk, 'get', optionsOf(asked));
  assert.ok((await answer(standing, person, asked, credential))?.AccessToken);
  return credential;
}

const casesFor = (browser: Browser): readonly Case[] => [
  {
    title: 'the browser’s authenticator makes a passkey, and that alone signs in where two factors are required',
    run: (standing) =>
      atDesk(browser, standing, async (desk) => {
        const person = await standing.passkeys.newPerson();
        const AccessToken = await register(standing, desk, person);
        for (let each = 0; each < 2; each += 1) await enter(standing, desk, person);
        const { Credentials = [] } = await standing.aws.send(new sdk.ListWebAuthnCredentialsCommand({ AccessToken }));
        const [{ CredentialId, ...passkey } = assert.fail('no passkey')] = Credentials;
        assert.deepEqual(
          [passkey.AuthenticatorAttachment, passkey.AuthenticatorTransports, passkey.RelyingPartyId],
          ['platform', ['internal'], 'localhost'],
        );
        await standing.aws.send(new sdk.DeleteWebAuthnCredentialCommand({ AccessToken, CredentialId }));
        assert.equal((await ask(standing, person)).ChallengeName, 'SELECT_CHALLENGE');
      }),
  },
  {
    title: 'a signature of the browser is taken once, and a second registration of the same authenticator not at all',
    run: (standing) =>
      atDesk(browser, standing, async (desk) => {
        const person = await standing.passkeys.newPerson();
        const AccessToken = await register(standing, desk, person);
        const credential = await enter(standing, desk, person);
        const again = answer(standing, person, await ask(standing, person), credential);
        await assert.rejects(again, sdk.NotAuthorizedException);
        const started = await standing.aws.send(new sdk.StartWebAuthnRegistrationCommand({ AccessToken }));
        const options = JSON.stringify(started.CredentialCreationOptions);
        await assert.rejects(ceremony(desk, 'create', options), /InvalidStateError/);
      }),
  },
  {
    title: 'a passkey that was copied out of its authenticator is noticed by its counter',
    run: (standing) =>
      atDesk(browser, standing, async (desk) => {
        const { authenticator, authenticatorId } = desk;
        const person = await standing.passkeys.newPerson();
        await register(standing, desk, person);
        const { credentials } = await authenticator.send('WebAuthn.getCredentials', { authenticatorId });
        const [copy = assert.fail('no credential')] = credentials;
        await enter(standing, desk, person);
        await enter(standing, desk, person);
        const { credentialId } = copy;
        await authenticator.send('WebAuthn.removeCredential', { authenticatorId, credentialId });
        await authenticator.send('WebAuthn.addCredential', { authenticatorId, credential: copy });
        await assert.rejects(enter(standing, desk, person), sdk.NotAuthorizedException);
      }),
  },
  {
    title: 'a passkey without a finger or a number is not both factors',
    run: (standing) =>
      atDesk(browser, standing, async (desk) => {
        const { authenticator, authenticatorId } = desk;
        const person = await standing.passkeys.newPerson();
        await register(standing, desk, person);
        await authenticator.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
        const asked = await ask(standing, person);
        await assert.rejects(ceremony(desk, 'get', optionsOf(asked)), /NotAllowedError/);
        const lenient = JSON.stringify({ ...JSON.parse(optionsOf(asked)), userVerification: 'discouraged' });
        const unverified = await ceremony(desk, 'get', lenient);
        await assert.rejects(answer(standing, person, asked, unverified), sdk.NotAuthorizedException);
      }),
  },
];

/** Chromium with its virtual authenticator, on a page of the app; the AWS SDK carries what it says. */
export const passkeyJudge = (browser: Browser): Judge => ({
  name: 'Chromium’s authenticator',
  cases: casesFor(browser),
});
