import assert from 'node:assert/strict';
import { getDiffieHellman, randomBytes } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import type { JsonObject } from '../../../lib/local/json.ts';
import { DeviceClient, makeDevice, resultOf, trackingPool } from './device.ts';
import { awsError, openFixture, text } from './fixture.ts';
import { codeClient, codeFor, openLogin, postForm, redeem } from './login-fixture.ts';

const noDevice = awsError('ResourceNotFoundException', 'Device does not exist.');
const wrong = awsError('NotAuthorizedException', 'Incorrect username or password.');
const invalidRefresh = awsError('NotAuthorizedException', 'Invalid Refresh Token');

async function withDevice(context: TestContext, devices?: JsonObject) {
  const fixture = openFixture(context, { pool: trackingPool(devices) });
  const ada = await fixture.user('ada');
  const client = new DeviceClient(fixture, ada);
  const owner = { UserPoolId: fixture.poolId, Username: 'ada' };
  return { fixture, ada, client, owner, ...(await client.enrol()) };
}

test('the device of another user is as unknown as one that never was', async (context) => {
  const { fixture, device, result } = await withDevice(context);
  const bob = await fixture.user('bob');
  const client = new DeviceClient(fixture, bob);
  for (const key of [device.key, 'eu-central-1_00000000-0000-4000-8000-000000000000', 'no key']) {
    await assert.rejects(client.begin(key), noDevice);
  }
  const mine = resultOf(await client.giveCode(await client.begin()));
  const owner = { UserPoolId: fixture.poolId, Username: 'bob' };
  for (const [own, administrators] of [
    ['GetDevice', 'AdminGetDevice'],
    ['ForgetDevice', 'AdminForgetDevice'],
  ] as const) {
    const AccessToken = text(mine, 'AccessToken');
    await assert.rejects(fixture.call(own, { AccessToken, DeviceKey: device.key }), noDevice);
    await assert.rejects(fixture.call(administrators, { ...owner, DeviceKey: device.key }), noDevice);
  }
  const status = { DeviceKey: device.key, DeviceRememberedStatus: 'remembered' };
  const AccessToken = text(mine, 'AccessToken');
  await assert.rejects(fixture.call('UpdateDeviceStatus', { AccessToken, ...status }), noDevice);
  await assert.rejects(fixture.call('AdminUpdateDeviceStatus', { ...owner, ...status }), noDevice);
  assert.ok(
    (await fixture.call('GetDevice', { AccessToken: text(result, 'AccessToken'), DeviceKey: device.key }))['Device'],
  );
});

test('who does not know the password does not learn which devices there are', async (context) => {
  const { fixture, ada, device } = await withDevice(context);
  const guess = new DeviceClient(fixture, { ...ada, password: 'wrong Horse 7 battery' });
  for (const key of [device.key, 'eu-central-1_0']) await assert.rejects(guess.begin(key), wrong);
  await assert.rejects(new DeviceClient(fixture, { ...ada, name: 'nobody' }).begin(device.key), wrong);
  for (const DEVICE_KEY of [device.key, 'eu-central-1_0']) {
    const begun = await fixture.call('InitiateAuth', {
      ...{ ClientId: guess.clientId, AuthFlow: 'USER_SRP_AUTH' },
      AuthParameters: { USERNAME: 'ada', SRP_A: 'abcdef', DEVICE_KEY },
    });
    const guessed = {
      ...{ PASSWORD_CLAIM_SECRET_BLOCK: text(begun, 'Session'), TIMESTAMP: 'Tue Sep 1 10:00:00 UTC 2026' },
      PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32).toString('base64'),
    };
    await assert.rejects(guess.answer('PASSWORD_VERIFIER', begun, { ...guessed, DEVICE_KEY }), wrong);
  }
});

test('a device that has the key and not the secret is refused, and the session is over', async (context) => {
  const { client, device } = await withDevice(context);
  const thief = { ...device, secret: randomBytes(40).toString('base64') };
  const proof = await client.startProof(await client.begin(device.key), thief);
  await assert.rejects(client.answer('DEVICE_PASSWORD_VERIFIER', proof.asked, proof.responses), wrong);
  await assert.rejects(
    client.answer('DEVICE_PASSWORD_VERIFIER', proof.asked, proof.responses),
    awsError('NotAuthorizedException', /can only be used once/),
  );
});

test('wrong proofs of a device lock out as wrong passwords do', async (context) => {
  const { client, device } = await withDevice(context);
  const thief = { ...device, secret: 'guessed' };
  for (let guess = 0; guess < 5; guess += 1) {
    await assert.rejects(client.prove(await client.begin(device.key), thief), wrong);
  }
  await assert.rejects(client.begin(device.key), awsError('NotAuthorizedException', 'Password attempts exceeded'));
});

test('the key of a device without its group key proves nothing', async (context) => {
  const { fixture, client, device } = await withDevice(context);
  for (const groupKey of ['', fixture.poolId.split('_')[1] ?? '', '-AAAAAAAA']) {
    await assert.rejects(client.prove(await client.begin(device.key), { ...device, groupKey }), wrong);
  }
});

test('a proof that was seen opens nothing again', async (context) => {
  const { client, device } = await withDevice(context);
  const proof = await client.startProof(await client.begin(device.key), device);
  assert.ok(resultOf(await client.answer('DEVICE_PASSWORD_VERIFIER', proof.asked, proof.responses)));
  await assert.rejects(
    client.answer('DEVICE_PASSWORD_VERIFIER', proof.asked, proof.responses),
    awsError('NotAuthorizedException', /can only be used once/),
  );
  const next = await client.startProof(await client.begin(device.key), device);
  await assert.rejects(client.answer('DEVICE_PASSWORD_VERIFIER', next.asked, proof.responses), wrong);
});

test('a proof is for the device that was asked, and names it', async (context) => {
  const { client, device } = await withDevice(context);
  const other = (await client.enrol()).device;
  const challenge = await client.begin(device.key);
  const srp = { SRP_A: 'abcdef' };
  await assert.rejects(
    client.answer('DEVICE_SRP_AUTH', challenge, srp),
    awsError('InvalidParameterException', /DEVICE_KEY/),
  );
  await assert.rejects(client.answer('DEVICE_SRP_AUTH', challenge, { ...srp, DEVICE_KEY: other.key }), noDevice);
  for (const SRP_A of ['0', 'xyz']) {
    const given = { SRP_A, DEVICE_KEY: device.key };
    await assert.rejects(
      client.answer('DEVICE_SRP_AUTH', challenge, given),
      awsError('InvalidParameterException', /SRP_A/),
    );
  }
  const { asked, responses } = await client.startProof(challenge, device);
  const elsewhere = { ...responses, DEVICE_KEY: other.key };
  await assert.rejects(client.answer('DEVICE_PASSWORD_VERIFIER', asked, elsewhere), noDevice);
  assert.ok(resultOf(await client.answer('DEVICE_PASSWORD_VERIFIER', asked, responses)));
});

test('the second factor is not skipped by answering a challenge that was not asked', async (context) => {
  const { client, device } = await withDevice(context, { ChallengeRequiredOnNewDevice: false });
  const challenge = await client.begin(device.key);
  assert.equal(challenge['ChallengeName'], 'SOFTWARE_TOKEN_MFA');
  await assert.rejects(client.startProof(challenge, device), awsError('NotAuthorizedException', /Invalid session/));
});

test('a device that is forgotten, or remembered no more, on the way proves nothing', async (context) => {
  const { fixture, client, device, owner } = await withDevice(context);
  const begun = await client.startProof(await client.begin(device.key), device);
  const challenge = await client.begin(device.key);
  const DeviceKey = device.key;
  await fixture.call('AdminUpdateDeviceStatus', { ...owner, DeviceKey, DeviceRememberedStatus: 'not_remembered' });
  await assert.rejects(client.answer('DEVICE_PASSWORD_VERIFIER', begun.asked, begun.responses), noDevice);
  await assert.rejects(client.startProof(challenge, device), noDevice);
  await fixture.call('AdminForgetDevice', { ...owner, DeviceKey });
  await assert.rejects(client.answer('DEVICE_PASSWORD_VERIFIER', begun.asked, begun.responses), noDevice);
  await assert.rejects(client.begin(device.key), noDevice);
});

test('who is disabled while the device proves itself gets no tokens', async (context) => {
  const { fixture, client, device, owner } = await withDevice(context);
  const { asked, responses } = await client.startProof(await client.begin(device.key), device);
  await fixture.call('AdminDisableUser', owner);
  await assert.rejects(
    client.answer('DEVICE_PASSWORD_VERIFIER', asked, responses),
    awsError('NotAuthorizedException', 'User is disabled.'),
  );
});

test('a refresh token serves on its device only, and not before that is confirmed', async (context) => {
  const { fixture, client, device, result } = await withDevice(context);
  const token = text(result, 'RefreshToken');
  const other = (await client.enrol()).device;
  await assert.rejects(client.refresh(token), invalidRefresh);
  await assert.rejects(client.refresh(token, other.key), invalidRefresh);
  assert.ok(resultOf(await client.refresh(token, device.key)));
  const byName = { ClientId: client.clientId, RefreshToken: token };
  await assert.rejects(fixture.call('GetTokensFromRefreshToken', byName), invalidRefresh);
  assert.ok(resultOf(await fixture.call('GetTokensFromRefreshToken', { ...byName, DeviceKey: device.key })));
  const unconfirmed = resultOf(await client.giveCode(await client.begin()));
  const unconfirmedKey = makeDevice(unconfirmed).key;
  await assert.rejects(client.refresh(text(unconfirmed, 'RefreshToken'), unconfirmedKey), invalidRefresh);
});

test('what signed in on a forgotten device refreshes no more, and the device does not come back', async (context) => {
  const { fixture, client, device, result } = await withDevice(context);
  const AccessToken = text(result, 'AccessToken');
  await fixture.call('ForgetDevice', { AccessToken, DeviceKey: device.key });
  await assert.rejects(client.refresh(text(result, 'RefreshToken'), device.key), invalidRefresh);
  const refused = awsError('InvalidParameterException', 'Invalid device key given.');
  await assert.rejects(client.confirm(result, device), refused);
  await assert.rejects(client.begin(device.key), noDevice);
});

test('a device that is forgotten while a function of the sign-in runs gets no tokens', async (context) => {
  const functionArn = 'arn:aws:lambda:eu-central-1:123456789012:function:Pre';
  let meanwhile = async () => {};
  const pool = { ...trackingPool(), LambdaConfig: { PreTokenGeneration: functionArn } };
  const fixture = openFixture(context, {
    pool,
    async invokeFunction(_, event) {
      await meanwhile();
      return event;
    },
  });
  const client = new DeviceClient(fixture, await fixture.user('ada'));
  const { device } = await client.enrol();
  const { asked, responses } = await client.startProof(await client.begin(device.key), device);
  meanwhile = async () => {
    await fixture.call('AdminForgetDevice', { UserPoolId: fixture.poolId, Username: 'ada', DeviceKey: device.key });
  };
  await assert.rejects(client.answer('DEVICE_PASSWORD_VERIFIER', asked, responses), noDevice);
});

test('a device is confirmed once, by the sign-in that got its keys', async (context) => {
  const { fixture, client, device, result } = await withDevice(context);
  await assert.rejects(client.confirm(result, device), awsError('DeviceKeyExistsException'));
  const refused = awsError('InvalidParameterException', 'Invalid device key given.');
  const fresh = resultOf(await client.giveCode(await client.begin()));
  const second = resultOf(await client.giveCode(await client.begin()));
  const invented = { ...device, key: 'eu-central-1_00000000-0000-4000-8000-000000000000' };
  for (const not of [makeDevice(second), invented]) await assert.rejects(client.confirm(fresh, not), refused);
  const bob = new DeviceClient(fixture, await fixture.user('bob'));
  const bobs = resultOf(await bob.giveCode(await bob.begin()));
  for (const not of [device, makeDevice(fresh)]) await assert.rejects(client.confirm(bobs, not), refused);
  assert.ok(await client.confirm(fresh, makeDevice(fresh)));
});

test('a verifier to which anyone has the answer is refused', async (context) => {
  const { client } = await withDevice(context);
  const result = resultOf(await client.giveCode(await client.begin()));
  const device = makeDevice(result);
  const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64');
  const prime = getDiffieHellman('modp15').getPrime('hex');
  const minusOne = `${prime.slice(0, -1)}e`;
  const numbers = ['00000000', '00000001', 'ff00ff00', `7f${'f'.repeat(770)}`, `00${prime}`, `00${minusOne}`];
  for (const PasswordVerifier of [...numbers.map(base64), '', 'no base64!']) {
    const DeviceSecretVerifierConfig = { ...device.config, PasswordVerifier };
    await assert.rejects(
      client.confirm(result, device, { DeviceSecretVerifierConfig }),
      awsError('InvalidParameterException'),
      PasswordVerifier,
    );
  }
  for (const Salt of [base64('00000000'), base64('ff00ff00'), '']) {
    const DeviceSecretVerifierConfig = { ...device.config, Salt };
    await assert.rejects(
      client.confirm(result, device, { DeviceSecretVerifierConfig }),
      awsError('InvalidParameterException'),
    );
  }
  const none = { DeviceSecretVerifierConfig: {} };
  await assert.rejects(
    client.confirm(result, device, none),
    awsError('InvalidParameterException', /DeviceSecretVerifierConfig/),
  );
  assert.ok(await client.confirm(result, device));
});

test('a token that was revoked manages no device', async (context) => {
  const { fixture, client, device, result } = await withDevice(context);
  await fixture.call('GlobalSignOut', { AccessToken: text(result, 'AccessToken') });
  const own = { AccessToken: text(result, 'AccessToken'), DeviceKey: device.key };
  const revoked = awsError('NotAuthorizedException', /revoked/);
  const status = { ...own, DeviceRememberedStatus: 'remembered' };
  for (const operation of ['GetDevice', 'ForgetDevice']) await assert.rejects(fixture.call(operation, own), revoked);
  await assert.rejects(fixture.call('UpdateDeviceStatus', status), revoked);
  await assert.rejects(fixture.call('ListDevices', { AccessToken: own.AccessToken }), revoked);
  await assert.rejects(client.confirm(result, device), revoked);
});

test('the token endpoint knows no device: it refreshes its own sign-ins, and none that has one', async (context) => {
  const ExplicitAuthFlows = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
  const login = openLogin(context, { pool: trackingPool(), client: { ...codeClient, ExplicitAuthFlows } });
  const { fixture, clientId } = login;
  const ada = await fixture.user('ada');
  const refresh = (token: unknown) =>
    postForm(fixture, '/oauth2/token', {
      ...{ grant_type: 'refresh_token', client_id: clientId, refresh_token: String(token) },
    });
  const client = new DeviceClient(fixture, ada, clientId);
  const { device, result } = await client.enrol();
  assert.equal((await refresh(result['RefreshToken'])).body['error'], 'invalid_grant');
  const { body } = await redeem(login, await codeFor(login, ada, { scope: 'openid aws.cognito.signin.user.admin' }));
  assert.equal((await refresh(body['refresh_token'])).status, 200);
  const page = { AccessToken: String(body['access_token']), DeviceKey: device.key };
  assert.ok((await fixture.call('GetDevice', page))['Device']);
  await assert.rejects(client.refresh(String(body['refresh_token']), device.key), invalidRefresh);
});
