import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
  type CognitoUserSession,
  type ISignUpResult,
} from 'amazon-cognito-identity-js';
import { isJsonObject, type Json, type JsonObject } from '../../../lib/local/json.ts';
import { allFlows, type Fixture, goodPassword, openFixture, otherPassword } from './fixture.ts';
import { serve } from './server.ts';

const messagePool = {
  AutoVerifiedAttributes: ['email'],
  EnabledMfas: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'],
  MfaConfiguration: 'OPTIONAL',
  SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' },
  UsernameConfiguration: { CaseSensitive: false },
} as const satisfies JsonObject;

const lastCode = ({ sent }: Fixture): string => /\d{6}/.exec(sent.at(-1)?.text ?? '')?.[0] ?? 'none';

/** The callbacks of Amazon's client as a promise. */
const asked = <Result>(
  ask: (done: (error?: Error | null, result?: Result) => void) => void,
): Promise<Result | undefined> =>
  new Promise((resolve, reject) => ask((error, result) => (error ? reject(error) : resolve(result))));

function openPool(fixture: Fixture, endpoint: string, ClientId: string) {
  const store = new Map<string, string>();
  const Storage = {
    setItem: (key: string, value: string) => void store.set(key, value),
    getItem: (key: string) => store.get(key) ?? null,
    removeItem: (key: string) => void store.delete(key),
    clear: () => store.clear(),
  };
  const Pool = new CognitoUserPool({ UserPoolId: fixture.poolId, ClientId, endpoint, Storage });
  return { Pool, user: new CognitoUser({ Username: 'ada', Pool, Storage }) };
}

const signIn = (user: CognitoUser, Password: string, code: () => string = () => ''): Promise<CognitoUserSession> =>
  new Promise((onSuccess, onFailure) => {
    user.authenticateUser(new AuthenticationDetails({ Username: 'ada', Password }), {
      onSuccess,
      onFailure,
      mfaRequired: () => user.sendMFACode(code(), { onSuccess, onFailure }),
    });
  });

test('Amazon’s own client signs up, confirms, changes an address and recovers a password', async (context) => {
  const fixture = openFixture(context, { pool: messagePool });
  const { Pool, user } = openPool(fixture, await serve(context, fixture.cognito), fixture.client());
  const email = new CognitoUserAttribute({ Name: 'email', Value: 'ada@bank.example' });
  const result = await asked<ISignUpResult>((done) => Pool.signUp('ada', goodPassword, [email], [], done));
  assert.equal(result?.userConfirmed, false);
  await asked((done) => user.confirmRegistration(lastCode(fixture), false, done));
  await signIn(user, goodPassword);
  const changed = new CognitoUserAttribute({ Name: 'email', Value: 'new@bank.example' });
  await asked((done) => user.updateAttributes([changed], done));
  await new Promise<void>((resolve, onFailure) => {
    user.verifyAttribute('email', lastCode(fixture), { onSuccess: () => resolve(), onFailure });
  });
  const attributes = await asked<CognitoUserAttribute[]>((done) => user.getUserAttributes(done));
  assert.equal(attributes?.find((each) => each.getName() === 'email_verified')?.getValue(), 'true');

  await new Promise<void>((resolve, onFailure) => {
    user.forgotPassword({ onSuccess: () => resolve(), onFailure, inputVerificationCode: () => resolve() });
  });
  await new Promise<void>((resolve, onFailure) => {
    user.confirmPassword(lastCode(fixture), otherPassword, { onSuccess: () => resolve(), onFailure });
  });
  await assert.rejects(signIn(user, goodPassword), { code: 'NotAuthorizedException' });
  await signIn(user, otherPassword);
});

test('Amazon’s own client proves a password by SRP and then a code that was sent', async (context) => {
  const fixture = openFixture(context, { pool: messagePool });
  const { user } = openPool(fixture, await serve(context, fixture.cognito), fixture.client());
  await fixture.user('ada', { totp: false });
  const who = { UserPoolId: fixture.poolId, Username: 'ada' };
  await fixture.call('AdminUpdateUserAttributes', {
    ...who,
    UserAttributes: [
      { Name: 'phone_number', Value: '+491701234567' },
      { Name: 'phone_number_verified', Value: 'true' },
    ],
  });
  await fixture.call('AdminSetUserMFAPreference', { ...who, SMSMfaSettings: { Enabled: true, PreferredMfa: true } });
  const session = await signIn(user, goodPassword, () => lastCode(fixture));
  assert.equal(session.isValid(), true);
});

const functionArn = 'arn:aws:lambda:eu-central-1:123456789012:function:Riddle';
const soFar = (event: JsonObject): readonly Json[] => {
  const request = event['request'];
  return isJsonObject(request) && Array.isArray(request['session']) ? request['session'] : [];
};

const responses: Readonly<Record<string, (event: JsonObject) => JsonObject>> = {
  DefineAuthChallenge_Authentication: (event) =>
    [{ challengeName: 'PASSWORD_VERIFIER' }, { challengeName: 'CUSTOM_CHALLENGE' }, { issueTokens: true }][
      soFar(event).length - 1
    ] ?? { failAuthentication: true },
  CreateAuthChallenge_Authentication: () => ({ publicChallengeParameters: { riddle: 'Who?' } }),
  VerifyAuthChallengeResponse_Authentication: () => ({ answerCorrect: true }),
};

test('Amazon’s own client proves a password by SRP and then answers the pool’s own challenge', async (context) => {
  const fixture = openFixture(context, {
    pool: {
      UsernameConfiguration: { CaseSensitive: false },
      LambdaConfig: {
        ...{ DefineAuthChallenge: functionArn, CreateAuthChallenge: functionArn },
        VerifyAuthChallengeResponse: functionArn,
      },
    },
    invokeFunction: async (_arn, event) => ({
      ...event,
      response: responses[String(event['triggerSource'])]?.(event),
    }),
  });
  const client = { ...allFlows, ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] };
  const { user } = openPool(fixture, await serve(context, fixture.cognito), fixture.client(client));
  await fixture.user('ada', { totp: false });
  user.setAuthenticationFlowType('CUSTOM_AUTH');
  const attempt = (Password: string) =>
    new Promise<CognitoUserSession>((onSuccess, onFailure) => {
      const callbacks = { onSuccess, onFailure };
      user.authenticateUser(new AuthenticationDetails({ Username: 'ada', Password }), {
        ...callbacks,
        customChallenge(parameters: { readonly riddle: string }) {
          assert.equal(parameters.riddle, 'Who?');
          user.sendCustomChallengeAnswer('me', callbacks);
        },
      });
    });
  assert.equal((await attempt(goodPassword)).isValid(), true);
  await assert.rejects(attempt('wrong'), { code: 'NotAuthorizedException' });
});

test('the AWS SDK reads choices, errors and rotated tokens as its own types', async (context) => {
  const fixture = openFixture(context, {
    pool: {
      ...messagePool,
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    },
  });
  const ClientId = fixture.client({
    ExplicitAuthFlows: ['ALLOW_USER_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED' },
  });
  const client = new sdk.CognitoIdentityProviderClient({
    endpoint: await serve(context, fixture.cognito),
    ...{ region: 'eu-central-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'unchecked here' },
  });
  context.after(() => client.destroy());
  const Username = 'ada';
  const { CodeDeliveryDetails, UserConfirmed, Session } = await client.send(
    new sdk.SignUpCommand({ ClientId, Username, UserAttributes: [{ Name: 'email', Value: 'ada@bank.example' }] }),
  );
  assert.deepEqual([UserConfirmed, CodeDeliveryDetails?.DeliveryMedium], [false, 'EMAIL']);
  const wrong = lastCode(fixture) === '000000' ? '111111' : '000000';
  await assert.rejects(
    client.send(new sdk.ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode: wrong })),
    sdk.CodeMismatchException,
  );
  const confirmed = await client.send(
    new sdk.ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode: lastCode(fixture), Session }),
  );
  const AuthParameters = { USERNAME: 'ada' };
  const atOnce = { ClientId, AuthFlow: 'USER_AUTH', AuthParameters, Session: confirmed.Session } as const;
  assert.ok((await client.send(new sdk.InitiateAuthCommand(atOnce))).AuthenticationResult?.AccessToken);
  const offered = await client.send(new sdk.InitiateAuthCommand({ ClientId, AuthFlow: 'USER_AUTH', AuthParameters }));
  assert.deepEqual(offered.AvailableChallenges, ['EMAIL_OTP']);
  const sent = await client.send(
    new sdk.RespondToAuthChallengeCommand({
      ...{ ClientId, ChallengeName: 'SELECT_CHALLENGE', Session: offered.Session },
      ChallengeResponses: { USERNAME: 'ada', ANSWER: 'EMAIL_OTP' },
    }),
  );
  assert.equal(sent.ChallengeName, 'EMAIL_OTP');
  const { AuthenticationResult } = await client.send(
    new sdk.RespondToAuthChallengeCommand({
      ...{ ClientId, ChallengeName: 'EMAIL_OTP', Session: sent.Session },
      ChallengeResponses: { USERNAME: 'ada', EMAIL_OTP_CODE: lastCode(fixture) },
    }),
  );
  const RefreshToken = AuthenticationResult?.RefreshToken;
  const rotated = await client.send(new sdk.GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
  assert.notEqual(rotated.AuthenticationResult?.RefreshToken, RefreshToken);
  await assert.rejects(
    client.send(new sdk.GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken })),
    sdk.RefreshTokenReuseException,
  );
});
