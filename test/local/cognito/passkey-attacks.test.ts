import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Authenticator, type Twist } from './authenticator.ts';
import { awsError } from './fixture.ts';
import { bothFactorsPool, choiceClient, optionsOf, PasskeyClient, passkeyPool, withAda } from './passkeys-fixture.ts';

const wrong = awsError('NotAuthorizedException', 'Incorrect username or password.');
const usedUp = awsError('NotAuthorizedException', /can only be used once/);

test('a signature serves once: not in its session, not in the next one', async (context) => {
  const client = await withAda(context);
  const authenticator = new Authenticator();
  await client.register(authenticator);
  const challenge = await client.begin();
  const credential = authenticator.get(optionsOf(challenge));
  assert.ok((await client.answer(challenge, credential))['AuthenticationResult']);
  await assert.rejects(client.answer(challenge, credential), usedUp);
  await assert.rejects(client.answer(await client.begin(), credential), wrong);
});

test('a wrong answer uses the challenge up', async (context) => {
  const client = await withAda(context);
  const authenticator = new Authenticator();
  await client.register(authenticator);
  const challenge = await client.begin();
  await assert.rejects(client.answer(challenge, authenticator.get(optionsOf(challenge), { flags: 0 })), wrong);
  await assert.rejects(client.answer(challenge, authenticator.get(optionsOf(challenge))), usedUp);
});

test('whatever does not fit is refused alike', async (context) => {
  const client = await withAda(context, passkeyPool({ WebAuthnUserVerification: 'required' }));
  const { fixture } = client;
  const authenticator = new Authenticator();
  await client.register(authenticator);
  const other = new Authenticator();
  const twists: readonly Twist[] = [
    ...[{ origin: 'https://evil.example' }, { origin: 'http://app.bank.example' }, { crossOrigin: true }],
    ...[{ type: 'webauthn.create' }, { challenge: 'AAAA' }, { rpId: 'evil.example' }, { signer: other.privateKey }],
    ...[{ flags: 0x04 }, { flags: 0x01 }, { flags: 0x45 }, { flags: 0x85 }, { flags: 0x15 }, { flags: 0x0d }],
    ...[{ behind: Buffer.from([0]) }, { id: other.id }, { userHandle: Buffer.from('somebody else') }],
  ];
  for (const twist of twists) {
    await assert.rejects(client.enter(authenticator, twist), wrong, JSON.stringify(twist));
    // Wrong answers lock out; that is shown below.
    fixture.clock.now += 16 * 60_000;
  }
  const challenge = await client.begin();
  const cut = authenticator.get(optionsOf(challenge));
  const response = { ...(cut['response'] as Record<string, string>), signature: 'MAAA' };
  await assert.rejects(client.answer(challenge, { ...cut, response }), wrong);
  assert.ok(await client.enter(authenticator, { userHandle: null }));
});

test('a counter that does not go on was copied with its key', async (context) => {
  const client = await withAda(context);
  const { fixture } = client;
  const counting = new Authenticator();
  await client.register(counting, { signCount: 7 });
  for (const signCount of [0, 6, 7])
    await assert.rejects(client.enter(counting, { signCount }), wrong, String(signCount));
  assert.ok(await client.enter(counting, { signCount: 8 }));
  await assert.rejects(client.enter(counting, { signCount: 8 }), wrong);
  fixture.clock.now += 16 * 60_000;
  assert.ok(await client.enter(counting, { signCount: 2 ** 32 - 1 }));
  const silent = new Authenticator();
  await client.signIn();
  await client.register(silent);
  for (let each = 0; each < 2; each += 1) assert.ok(await client.enter(silent, { signCount: 0 }));
});

test('the passkey of somebody else opens nothing', async (context) => {
  const client = await withAda(context);
  const { fixture } = client;
  const [adas, bobs] = [new Authenticator(), new Authenticator()];
  await client.register(adas);
  const bob = new PasskeyClient(fixture, await fixture.user('bob', { totp: false }), client.clientId);
  await bob.signIn();
  await bob.register(bobs);
  await assert.rejects(client.enter(bobs), wrong);
  await assert.rejects(client.enter(bobs, { userHandle: null }), wrong);
  await assert.rejects(client.enter(bobs, { id: adas.id, userHandle: null }), wrong);
  const begun = await bob.begin();
  const credential = adas.get(optionsOf(begun));
  await assert.rejects(client.answer(begun, credential, 'ada'), awsError('NotAuthorizedException', /Invalid session/));
  assert.ok(await client.enter(adas));
});

test('wrong signatures lock out as wrong passwords do', async (context) => {
  const client = await withAda(context);
  const authenticator = new Authenticator();
  await client.register(authenticator);
  for (let guess = 0; guess < 5; guess += 1) {
    await assert.rejects(client.enter(authenticator, { challenge: 'AAAA' }), wrong);
  }
  await assert.rejects(client.begin(), awsError('NotAuthorizedException', 'Password attempts exceeded'));
});

test('who is disabled, or deleted the passkey, while the browser asks does not come in', async (context) => {
  const client = await withAda(context);
  const { fixture } = client;
  const authenticator = new Authenticator();
  await client.register(authenticator);
  const first = await client.begin();
  const second = await client.begin();
  await fixture.call('AdminDisableUser', { UserPoolId: fixture.poolId, Username: 'ada' });
  const disabled = awsError('NotAuthorizedException', 'User is disabled.');
  await assert.rejects(client.answer(first, authenticator.get(optionsOf(first))), disabled);
  await fixture.call('AdminEnableUser', { UserPoolId: fixture.poolId, Username: 'ada' });
  const CredentialId = authenticator.id.toString('base64url');
  await client.signIn();
  await fixture.call('DeleteWebAuthnCredential', { AccessToken: client.accessToken, CredentialId });
  await assert.rejects(client.answer(second, authenticator.get(optionsOf(second))), wrong);
});

test('a name that nobody bears may be asked for a passkey too, the same one at each try', async (context) => {
  const client = await withAda(context);
  await client.register(new Authenticator());
  const names = Array.from({ length: 12 }, (_, index) => `nobody-${index}`);
  const begun = await Promise.all(names.map((name) => client.begin('WEB_AUTHN', name)));
  const asked = begun.findIndex(({ ChallengeName }) => ChallengeName === 'WEB_AUTHN');
  assert.ok(asked >= 0 && begun.some(({ ChallengeName }) => ChallengeName === 'SELECT_CHALLENGE'));
  const [name = '', first = {}] = [names[asked], begun[asked]];
  const again = await client.begin('WEB_AUTHN', name);
  const { challenge, ...options } = optionsOf(first);
  const { challenge: next, ...same } = optionsOf(again);
  assert.notEqual(challenge, next);
  assert.deepEqual(options, same);
  const credential = new Authenticator().get(optionsOf(first), { userHandle: null });
  await assert.rejects(client.answer(first, credential, name), wrong);
});

test('a pool that knows no domain has no passkeys, and does not tell by that who exists', async (context) => {
  const { WebAuthnRelyingPartyID: _, ...pool } = passkeyPool();
  const client = await withAda(context, pool);
  for (const name of ['ada', 'nobody-1', 'nobody-2', 'nobody-3', 'nobody-4']) {
    const { AvailableChallenges } = await client.begin('WEB_AUTHN', name);
    assert.deepEqual(AvailableChallenges, ['PASSWORD', 'PASSWORD_SRP'], name);
  }
});

test('where passkeys must be both factors, nobody is asked as everybody is', async (context) => {
  const client = await withAda(context, bothFactorsPool);
  const names = Array.from({ length: 12 }, (_, index) => `nobody-${index}`);
  const begun = await Promise.all(names.map((name) => client.begin('WEB_AUTHN', name)));
  const asked = begun.filter(({ ChallengeName }) => ChallengeName === 'WEB_AUTHN');
  assert.ok(asked.length > 0);
  for (const each of asked) assert.equal(optionsOf(each)['userVerification'], 'required');
  for (const { AvailableChallenges = ['PASSWORD'] } of begun) {
    assert.ok((AvailableChallenges as readonly string[]).includes('PASSWORD'));
  }
});

test('a client that does not allow USER_AUTH takes no passkey', async (context) => {
  const client = await withAda(context);
  await client.register(new Authenticator());
  const flows = { ...choiceClient, ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] };
  const other = new PasskeyClient(client.fixture, client.person, client.fixture.client(flows, '0000000000ab'));
  await assert.rejects(other.begin(), awsError('InvalidParameterException', /USER_AUTH/));
});
