import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { decodeJwt } from 'jose';
import { isJsonObject, type Json, type JsonObject } from '../../../lib/local/json.ts';
import { allFlows, awsError, type Fixture, goodPassword, openFixture, passwordSignIn, tokensOf } from './fixture.ts';

const functionArn = 'arn:aws:lambda:eu-central-1:123456789012:function:Trigger';
const ada = { name: 'ada', password: goodPassword };

interface Triggered {
  readonly fixture: Fixture;
  readonly clientId: string;
  readonly events: JsonObject[];
}

/** A pool whose trigger answers its event with this response. */
async function triggered(
  context: TestContext,
  version: 'V1_0' | 'V2_0',
  respond: (event: JsonObject) => Json | Promise<Json>,
): Promise<Triggered> {
  const events: JsonObject[] = [];
  const fixture = openFixture(context, {
    pool: {
      LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: functionArn, LambdaVersion: version } },
      UsernameConfiguration: { CaseSensitive: false },
    },
    async invokeFunction(arn, event) {
      assert.equal(arn, functionArn);
      events.push(event);
      return respond(event);
    },
  });
  fixture.declare('AWS::Cognito::UserPoolGroup', { UserPoolId: fixture.poolId, GroupName: 'customer' });
  const clientId = fixture.client();
  await fixture.user('ada', { totp: false });
  const membership = { UserPoolId: fixture.poolId, Username: 'ada', GroupName: 'customer' };
  await fixture.call('AdminAddUserToGroup', membership);
  return { fixture, clientId, events };
}

const details = (claimsAndScopeOverrideDetails: JsonObject) => (event: JsonObject) => ({
  ...event,
  response: { claimsAndScopeOverrideDetails },
});

const requestOf = (event: JsonObject | undefined): JsonObject => {
  const request = event?.['request'];
  assert.ok(isJsonObject(request));
  return request;
};

const claimsOf = async ({ fixture, clientId }: Triggered) => {
  const { accessToken, idToken } = tokensOf(await passwordSignIn(fixture, clientId, ada));
  return { access: decodeJwt(accessToken), id: decodeJwt(idToken) };
};

test('the second version is told who signs in, with which groups and scopes', async (context) => {
  const it = await triggered(context, 'V2_0', (event) => event);
  const { access } = await claimsOf(it);
  assert.deepEqual(it.events, [
    {
      version: '2',
      triggerSource: 'TokenGeneration_Authentication',
      region: 'eu-central-1',
      userPoolId: it.fixture.poolId,
      userName: 'ada',
      callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: it.clientId },
      request: {
        userAttributes: { sub: access.sub, 'cognito:user_status': 'CONFIRMED' },
        groupConfiguration: { groupsToOverride: ['customer'], iamRolesToOverride: [], preferredRole: null },
        scopes: ['aws.cognito.signin.user.admin'],
      },
      response: { claimsAndScopeOverrideDetails: null },
    },
  ]);
});

test('the second version gives and takes scopes and claims of both tokens', async (context) => {
  const it = await triggered(
    context,
    'V2_0',
    details({
      accessTokenGeneration: {
        scopesToAdd: ['bank/accounts.read', 'bank/transfers.write'],
        scopesToSuppress: ['aws.cognito.signin.user.admin'],
        claimsToAddOrOverride: { tenant: 'north', limits: { daily: 5 } },
      },
      idTokenGeneration: { claimsToAddOrOverride: { nickname: 'A' }, claimsToSuppress: ['event_id'] },
      groupOverrideDetails: { groupsToOverride: ['customer', 'gold'] },
    }),
  );
  const { access, id } = await claimsOf(it);
  assert.equal(access['scope'], 'bank/accounts.read bank/transfers.write');
  assert.equal(access['tenant'], 'north');
  assert.deepEqual(access['limits'], { daily: 5 });
  assert.equal(id['nickname'], 'A');
  assert.equal(id['tenant'], undefined);
  for (const claims of [access, id]) assert.deepEqual(claims['cognito:groups'], ['customer', 'gold']);
});

test('no trigger changes who a token is for, how long it lives, or gives scopes of Cognito itself', async (context) => {
  const forged = { sub: 'mallory', exp: 9_999_999_999, client_id: 'x', scope: 'all', 'cognito:groups': 'operator' };
  const it = await triggered(
    context,
    'V2_0',
    details({
      accessTokenGeneration: {
        claimsToAddOrOverride: { ...forged, username: 'mallory', token_use: 'id', iss: 'x', jti: 'x' },
        claimsToSuppress: ['sub', 'exp', 'iss'],
        scopesToAdd: ['aws.cognito.other'],
      },
    }),
  );
  const { access } = await claimsOf(it);
  const plain = await triggered(context, 'V2_0', (event) => event).then(claimsOf);
  assert.deepEqual(Object.keys(access), Object.keys(plain.access));
  assert.notEqual(access.sub, 'mallory');
  assert.equal(access['username'], 'ada');
  assert.equal(access['scope'], 'aws.cognito.signin.user.admin');
  assert.deepEqual(access['cognito:groups'], ['customer']);
});

test('the first version changes the ID token and the groups', async (context) => {
  const it = await triggered(context, 'V1_0', (event) => ({
    ...event,
    response: {
      claimsOverrideDetails: {
        claimsToAddOrOverride: { branch: 'north' },
        groupOverrideDetails: { groupsToOverride: ['gold'] },
      },
    },
  }));
  const { access, id } = await claimsOf(it);
  assert.equal(it.events[0]?.['version'], '1');
  assert.equal(requestOf(it.events[0])['scopes'], undefined);
  assert.equal(id['branch'], 'north');
  assert.equal(access['branch'], undefined);
  assert.deepEqual(access['cognito:groups'], ['gold']);
});

test('it is told of a refresh, and of a password just chosen with what the client added', async (context) => {
  const it = await triggered(context, 'V2_0', (event) => event);
  const { fixture, clientId, events } = it;
  const { refreshToken } = tokensOf(await passwordSignIn(fixture, clientId, ada));
  await fixture.call('InitiateAuth', {
    ...{ ClientId: clientId, AuthFlow: 'REFRESH_TOKEN_AUTH' },
    AuthParameters: { REFRESH_TOKEN: refreshToken },
  });
  await fixture.call('AdminSetUserPassword', {
    ...{ UserPoolId: fixture.poolId, Username: 'ada', Password: goodPassword },
  });
  const { Session } = await passwordSignIn(fixture, clientId, ada);
  await fixture.call('RespondToAuthChallenge', {
    ...{ ClientId: clientId, ChallengeName: 'NEW_PASSWORD_REQUIRED', Session },
    ChallengeResponses: { USERNAME: 'ada', NEW_PASSWORD: 'yet another Horse 1' },
    ClientMetadata: { campaign: 'spring' },
  });
  assert.deepEqual(
    events.map(({ triggerSource }) => triggerSource),
    ['TokenGeneration_Authentication', 'TokenGeneration_RefreshTokens', 'TokenGeneration_NewPasswordChallenge'],
  );
  assert.deepEqual(requestOf(events[2])['clientMetadata'], { campaign: 'spring' });
});

test('a trigger that fails or answers nonsense lets nobody in', async (context) => {
  const failing = await triggered(context, 'V2_0', () => {
    throw new Error('the table is gone');
  });
  await assert.rejects(
    passwordSignIn(failing.fixture, failing.clientId, ada),
    awsError('UserLambdaValidationException', 'PreTokenGeneration failed with error the table is gone.'),
  );
  const nonsense: readonly Json[] = [null, 'ok', {}, { response: { claimsAndScopeOverrideDetails: 'all' } }];
  for (const answer of [...nonsense, details({ accessTokenGeneration: { scopesToAdd: ['two words'] } })({})]) {
    const it = await triggered(context, 'V2_0', () => answer);
    await assert.rejects(
      passwordSignIn(it.fixture, it.clientId, ada),
      awsError('InvalidLambdaResponseException', 'Unrecognizable lambda output'),
    );
  }
});

test('a user who is disabled while the trigger runs gets no tokens', async (context) => {
  const it = await triggered(context, 'V2_0', async (event) => {
    await it.fixture.call('AdminDisableUser', { UserPoolId: it.fixture.poolId, Username: 'ada' });
    return event;
  });
  await assert.rejects(
    passwordSignIn(it.fixture, it.clientId, ada),
    awsError('NotAuthorizedException', 'User is disabled.'),
  );
});

test('a user who signs out while the trigger runs for a refresh gets no tokens', async (context) => {
  const it = await triggered(context, 'V2_0', async (event) => {
    if (event['triggerSource'] === 'TokenGeneration_RefreshTokens') {
      await it.fixture.call('AdminUserGlobalSignOut', { UserPoolId: it.fixture.poolId, Username: 'ada' });
    }
    return event;
  });
  const { refreshToken } = tokensOf(await passwordSignIn(it.fixture, it.clientId, ada));
  await assert.rejects(
    it.fixture.call('InitiateAuth', {
      ...{ ClientId: it.clientId, AuthFlow: 'REFRESH_TOKEN_AUTH' },
      AuthParameters: { REFRESH_TOKEN: refreshToken },
    }),
    awsError('NotAuthorizedException', 'Refresh Token has been revoked'),
  );
});

test('a pool with a trigger and nothing to run it does not start', (context) => {
  const LambdaConfig = { PreTokenGeneration: functionArn };
  assert.throws(() => openFixture(context, { pool: { ...allFlows, LambdaConfig } }));
  assert.throws(() => openFixture(context, { pool: { LambdaConfig } }), /nothing here runs functions/);
});
