import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { decodeJwt } from 'jose';
import type { JsonObject } from '../../../lib/local/json.ts';
import { DeviceClient, makeDevice, resultOf, trackingPool } from './device.ts';
import { allFlows, awsError, codeOf, openFixture, passwordSignIn, text } from './fixture.ts';

async function withAda(context: TestContext, devices?: JsonObject) {
  const fixture = openFixture(context, { pool: trackingPool(devices) });
  const client = new DeviceClient(fixture, await fixture.user('ada'));
  const owner = { UserPoolId: fixture.poolId, Username: 'ada' };
  return { fixture, client, owner };
}

test('a sign-in that names no device is given keys for one, which its access token names', async (context) => {
  const { client } = await withAda(context);
  const result = resultOf(await client.giveCode(await client.begin()));
  const { DeviceKey, DeviceGroupKey } = result['NewDeviceMetadata'] as JsonObject;
  assert.match(String(DeviceKey), /^eu-central-1_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.match(String(DeviceGroupKey), /^-[\w-]{8}$/);
  assert.equal(decodeJwt(text(result, 'AccessToken'))['device_key'], DeviceKey);
  assert.equal(decodeJwt(text(result, 'IdToken'))['device_key'], undefined);
});

test('a pool without DeviceConfiguration tracks nothing, and has no device to name', async (context) => {
  const fixture = openFixture(context, { pool: { UsernameConfiguration: { CaseSensitive: false } } });
  const client = new DeviceClient(fixture, await fixture.user('ada', { totp: false }));
  const result = resultOf(await client.begin());
  assert.equal(result['NewDeviceMetadata'], undefined);
  assert.equal(decodeJwt(text(result, 'AccessToken'))['device_key'], undefined);
  await assert.rejects(
    client.begin('eu-central-1_0a'),
    awsError('ResourceNotFoundException', 'Device does not exist.'),
  );
  const described = await fixture.call('DescribeUserPool', { UserPoolId: fixture.poolId });
  assert.equal((described['UserPool'] as JsonObject)['DeviceConfiguration'], undefined);
});

test('the pool says how it treats devices', async (context) => {
  const { fixture } = await withAda(context, { DeviceOnlyRememberedOnUserPrompt: true });
  const { UserPool } = await fixture.call('DescribeUserPool', { UserPoolId: fixture.poolId });
  assert.deepEqual((UserPool as JsonObject)['DeviceConfiguration'], {
    ...{ ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: true },
  });
});

test('a remembered device takes the place of the authenticator app', async (context) => {
  const { client } = await withAda(context);
  const { device, confirmed } = await client.enrol();
  assert.equal(confirmed['UserConfirmationNecessary'], false);
  const challenge = await client.begin(device.key);
  assert.equal(challenge['ChallengeName'], 'DEVICE_SRP_AUTH');
  const result = resultOf(await client.prove(challenge, device));
  assert.equal(result['NewDeviceMetadata'], undefined);
  assert.equal(decodeJwt(text(result, 'AccessToken'))['device_key'], device.key);
});

test('on another device the app is asked for, and that gets keys of its own', async (context) => {
  const { client } = await withAda(context);
  const { device } = await client.enrol();
  const challenge = await client.begin();
  assert.equal(challenge['ChallengeName'], 'SOFTWARE_TOKEN_MFA');
  assert.notEqual(makeDevice(resultOf(await client.giveCode(challenge))).key, device.key);
});

test('where the pool does not spare the second factor, the device proves itself beside it', async (context) => {
  const { client } = await withAda(context, { ChallengeRequiredOnNewDevice: false });
  const { device } = await client.enrol();
  const first = await client.begin(device.key);
  assert.equal(first['ChallengeName'], 'SOFTWARE_TOKEN_MFA');
  const second = await client.giveCode(first);
  assert.equal(second['ChallengeName'], 'DEVICE_SRP_AUTH');
  assert.ok(resultOf(await client.prove(second, device)));
});

test('a device that is only tracked spares nothing, until the user says that it shall be remembered', async (context) => {
  const devices = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true };
  const { fixture, client } = await withAda(context, devices);
  const { device, result, confirmed } = await client.enrol();
  assert.equal(confirmed['UserConfirmationNecessary'], true);
  const challenge = await client.begin(device.key);
  assert.equal(challenge['ChallengeName'], 'SOFTWARE_TOKEN_MFA');
  const tracked = resultOf(await client.giveCode(challenge));
  assert.equal(tracked['NewDeviceMetadata'], undefined);
  assert.equal(decodeJwt(text(tracked, 'AccessToken'))['device_key'], device.key);
  const own = { AccessToken: text(result, 'AccessToken'), DeviceKey: device.key };
  await assert.rejects(fixture.call('GetDevice', own), awsError('ResourceNotFoundException', 'Device does not exist.'));
  await fixture.call('UpdateDeviceStatus', { ...own, DeviceRememberedStatus: 'remembered' });
  assert.ok((await fixture.call('GetDevice', own))['Device']);
  assert.equal((await client.begin(device.key))['ChallengeName'], 'DEVICE_SRP_AUTH');
  await fixture.call('UpdateDeviceStatus', { ...own, DeviceRememberedStatus: 'not_remembered' });
  assert.equal((await client.begin(device.key))['ChallengeName'], 'SOFTWARE_TOKEN_MFA');
});

test('a device takes the place of no code by mail', async (context) => {
  const fixture = openFixture(context, {
    pool: {
      ...trackingPool(),
      EnabledMfas: ['EMAIL_OTP'],
      EmailConfiguration: {
        ...{ EmailSendingAccount: 'DEVELOPER', From: 'The bank <post@bank.example>' },
        SourceArn: 'arn:aws:ses:eu-central-1:123456789012:identity/bank.example',
      },
    },
  });
  const ada = await fixture.user('ada', { totp: false });
  await fixture.call('AdminUpdateUserAttributes', {
    ...{ UserPoolId: fixture.poolId, Username: 'ada' },
    UserAttributes: [
      { Name: 'email', Value: 'ada@bank.example' },
      { Name: 'email_verified', Value: 'true' },
    ],
  });
  const there = new DeviceClient(fixture, ada);
  const give = (challenge: JsonObject) =>
    there.answer('EMAIL_OTP', challenge, { EMAIL_OTP_CODE: /\d{6}/.exec(fixture.sent.at(-1)?.text ?? '')?.[0] ?? '' });
  const result = resultOf(await give(await there.begin()));
  const mailed = makeDevice(result);
  await there.confirm(result, mailed);
  const challenge = await there.begin(mailed.key);
  assert.equal(challenge['ChallengeName'], 'EMAIL_OTP');
  assert.equal((await give(challenge))['ChallengeName'], 'DEVICE_SRP_AUTH');
});

test('without MFA a remembered device still proves itself at every sign-in', async (context) => {
  const pool = { ...trackingPool(), MfaConfiguration: 'OFF', EnabledMfas: [] };
  const fixture = openFixture(context, { pool });
  const client = new DeviceClient(fixture, await fixture.user('ada', { totp: false }));
  const result = resultOf(await client.begin());
  const device = makeDevice(result);
  await client.confirm(result, device);
  const challenge = await client.begin(device.key);
  assert.equal(challenge['ChallengeName'], 'DEVICE_SRP_AUTH');
  assert.ok(resultOf(await client.prove(challenge, device)));
});

test('a choice of first factors and an administrator may name the device as well', async (context) => {
  const { fixture, client } = await withAda(context);
  const { device } = await client.enrol();
  const flows = [...allFlows.ExplicitAuthFlows, 'ALLOW_USER_AUTH'];
  const ClientId = fixture.client({ ...allFlows, ExplicitAuthFlows: flows }, '00000000c0de');
  const AuthParameters = { USERNAME: 'ada', DEVICE_KEY: device.key };
  const offered = await fixture.call('InitiateAuth', { ClientId, AuthFlow: 'USER_AUTH', AuthParameters });
  const { password: PASSWORD } = await fixture.user('bob', { totp: false });
  const chosen = await new DeviceClient(fixture, { ...nobody, name: 'ada' }, ClientId).answer(
    'SELECT_CHALLENGE',
    offered,
    {
      ...{ ANSWER: 'PASSWORD', PASSWORD },
    },
  );
  assert.equal(chosen['ChallengeName'], 'DEVICE_SRP_AUTH');
  const admin = { UserPoolId: fixture.poolId, ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' };
  const begun = await fixture.call('AdminInitiateAuth', { ...admin, AuthParameters: { ...AuthParameters, PASSWORD } });
  assert.equal(begun['ChallengeName'], 'DEVICE_SRP_AUTH');
});

const nobody = { name: '', password: '', code: () => codeOf('', 0), setSecret: () => undefined };

test('people see what they remembered, administrators every device and more of it', async (context) => {
  const devices = { DeviceOnlyRememberedOnUserPrompt: true };
  const { fixture, client, owner } = await withAda(context, devices);
  const enrolled = [];
  for (let each = 0; each < 3; each += 1) enrolled.push(await client.enrol());
  const [first, second, third] = enrolled.map(({ device }) => device.key);
  const { accountId, region } = { accountId: '123456789012', region: 'eu-central-1' };
  const arn = `arn:aws:cognito-idp:${region}:${accountId}:owner/ada.${fixture.poolId}/device/${first}`;
  const { Device } = await fixture.call('AdminGetDevice', { ...owner, DeviceKey: first ?? '' });
  assert.deepEqual((Device as JsonObject)['DeviceAttributes'], [
    { Name: 'device_status', Value: 'valid' },
    { Name: 'device_name', Value: 'Engine No. 1' },
    { Name: 'last_ip_used', Value: '127.0.0.1' },
    { Name: 'dev:device_arn', Value: arn },
    { Name: 'dev:device_owner', Value: `ada.${fixture.poolId}` },
    { Name: 'dev:device_remembered_status', Value: 'not_remembered' },
    { Name: 'dev:device_sdk', Value: 'aws-sdk-unknown-unknown' },
  ]);
  for (const DeviceKey of [first, third]) {
    const status = { ...owner, DeviceKey: DeviceKey ?? '', DeviceRememberedStatus: 'remembered' };
    await fixture.call('AdminUpdateDeviceStatus', status);
  }
  const AccessToken = text(enrolled[0]?.result ?? {}, 'AccessToken');
  const listed = await fixture.call('ListDevices', { AccessToken });
  assert.deepEqual(keysOf(listed), [first, third]);
  assert.deepEqual((listed['Devices'] as readonly JsonObject[])[0]?.['DeviceAttributes'], [
    { Name: 'device_status', Value: 'valid' },
    { Name: 'device_name', Value: 'Engine No. 1' },
    { Name: 'last_ip_used', Value: '127.0.0.1' },
  ]);
  const pages = [await fixture.call('AdminListDevices', { ...owner, Limit: 2 })];
  const next = { ...owner, Limit: 2, PaginationToken: text(pages[0] ?? {}, 'PaginationToken') };
  pages.push(await fixture.call('AdminListDevices', next));
  assert.deepEqual(pages.map(keysOf), [[first, second], [third]]);
  assert.equal(pages[1]?.['PaginationToken'], undefined);
  for (const wrong of [{ Limit: 61 }, { PaginationToken: 'invented' }]) {
    await assert.rejects(fixture.call('ListDevices', { AccessToken, ...wrong }), awsError('InvalidParameterException'));
  }
});

const keysOf = ({ Devices }: JsonObject) => (Devices as readonly JsonObject[]).map(({ DeviceKey }) => DeviceKey);

test('a device says when it was made, changed, and last signed in on', async (context) => {
  const { fixture, client, owner } = await withAda(context);
  const { device, result } = await client.enrol();
  const dates = async () => {
    const { Device } = await fixture.call('AdminGetDevice', { ...owner, DeviceKey: device.key });
    const { DeviceCreateDate, DeviceLastModifiedDate, DeviceLastAuthenticatedDate } = Device as Record<string, number>;
    return { made: DeviceCreateDate, changed: DeviceLastModifiedDate, used: DeviceLastAuthenticatedDate };
  };
  const before = await dates();
  assert.deepEqual([before.made, before.changed], [fixture.clock.now / 1_000, fixture.clock.now / 1_000]);
  fixture.clock.now += 60_000;
  await client.refresh(text(result, 'RefreshToken'), device.key);
  assert.deepEqual(await dates(), before);
  await client.prove(await client.begin(device.key), device);
  assert.deepEqual(await dates(), { ...before, used: Math.floor(fixture.clock.now / 1_000) });
  await fixture.call('AdminUpdateDeviceStatus', {
    ...owner,
    DeviceKey: device.key,
    DeviceRememberedStatus: 'remembered',
  });
  assert.equal((await dates()).changed, fixture.clock.now / 1_000);
});

test('who is deleted leaves no device behind', async (context) => {
  const { fixture, client, owner } = await withAda(context);
  const { device } = await client.enrol();
  await fixture.call('AdminDeleteUser', owner);
  await fixture.user('ada');
  await assert.rejects(client.begin(device.key), awsError('ResourceNotFoundException', 'Device does not exist.'));
  assert.deepEqual((await fixture.call('AdminListDevices', owner))['Devices'], []);
});

test('the post authentication trigger learns whether the device is new', async (context) => {
  const seen: unknown[] = [];
  const functionArn = 'arn:aws:lambda:eu-central-1:123456789012:function:Post';
  const pool = { ...trackingPool(), MfaConfiguration: 'OFF', EnabledMfas: [] };
  const fixture = openFixture(context, {
    pool: { ...pool, LambdaConfig: { PostAuthentication: functionArn } },
    async invokeFunction(_, event) {
      seen.push((event['request'] as JsonObject)['newDeviceUsed']);
      return event;
    },
  });
  const ada = await fixture.user('ada', { totp: false });
  const client = new DeviceClient(fixture, ada);
  const result = resultOf(await passwordSignIn(fixture, client.clientId, ada));
  const device = makeDevice(result);
  await client.confirm(result, device);
  await client.prove(await client.begin(device.key), device);
  assert.deepEqual(seen, [true, false]);
});
