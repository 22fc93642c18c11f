import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import type { JsonObject } from '../../../lib/local/json.ts';
import { createVault } from '../../../lib/local/vault.ts';
import { allFlows, goodPassword, openFixture, passwordSignIn, signIn } from './fixture.ts';

test('users, keys and secrets outlive a kill -9', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-cognito-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const masterKey = randomBytes(32);
  const child = spawn(process.execPath, [join(import.meta.dirname, 'write-users.ts')], {
    env: { ...process.env, STATE_FOLDER: folder, MASTER_KEY: masterKey.toString('hex') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  context.after(() => child.kill('SIGKILL'));
  const acknowledged: string[] = [];
  let before: { readonly kid: string; readonly secret: string } | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    if (before === undefined) before = JSON.parse(line);
    else acknowledged.push(line);
    if (acknowledged.length === 5) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  assert.equal(child.signalCode, 'SIGKILL');

  const fixture = openFixture(context, { pool: {}, storage: 'file', state: { folder, masterKey } });
  assert.equal(fixture.cognito.keysOf(fixture.poolArn).jwks.keys[0]?.kid, before?.kid);
  const secretClient = fixture.declare(
    'AWS::Cognito::UserPoolClient',
    { UserPoolId: fixture.poolId, GenerateSecret: true },
    '00000000beef',
  );
  assert.equal(secretClient.attributes['ClientSecret'], before?.secret);
  const clientId = fixture.client(allFlows);
  assert.ok(acknowledged.length >= 5);
  for (const name of acknowledged) {
    const challenge = await passwordSignIn(fixture, clientId, { name, password: goodPassword });
    assert.equal(challenge['ChallengeName'], 'NEW_PASSWORD_REQUIRED', name);
  }
});

test('the state is readable by its owner only', (context) => {
  const { stateFolder } = openFixture(context, { storage: 'file' });
  for (const file of ['cognito.sqlite', 'cognito.sqlite-wal', 'cognito.sqlite-shm']) {
    assert.equal(statSync(join(stateFolder, file)).mode & 0o777, 0o600, file);
  }
});

test('state with other tables is refused, not misread', (context) => {
  const { stateFolder } = openFixture(context, { storage: 'file' });
  const database = new DatabaseSync(join(stateFolder, 'cognito.sqlite'));
  database.exec('PRAGMA user_version = 1000');
  database.close();
  const state = { folder: stateFolder, masterKey: randomBytes(32) };
  assert.throws(() => openFixture(context, { storage: 'file', state }), /another version of Portcullis \(1000\)/);
});

const settings = ['fixed_settings'];
const passkeys = [...settings, 'passkeys', 'passkey_registrations', 'passkey_factors'];
const devices = [...passkeys, 'devices', 'sign_in_devices'];
/** What came after a version of the tables. */
const since = {
  1: [...devices, 'confirmation_codes', 'counted_actions', 'message_factors', 'own_groups', 'refresh_tokens'],
  2: devices,
  3: passkeys,
  4: settings,
} as const;

for (const version of [1, 2, 3, 4] as const) {
  test(`the state of version ${version} opens, and its refresh tokens still serve`, (context) =>
    opens(context, version));
}

async function opens(context: TestContext, version: keyof typeof since): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-cognito-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const state = { folder, masterKey: randomBytes(32) };
  const before = openFixture(context, { pool: {}, storage: 'file', state });
  const clientId = before.client();
  await before.user('ada', { totp: false });
  const { refreshToken } = await signIn(before, clientId, {
    ...{ name: 'ada', password: goodPassword },
    ...{ code: () => '', setSecret: () => undefined },
  });
  before.close();
  const database = new DatabaseSync(join(folder, 'cognito.sqlite'));
  for (const table of since[version]) database.exec(`DROP TABLE ${table}`);
  database.exec(`PRAGMA user_version = ${version}`);
  database.close();

  const after = openFixture(context, { pool: {}, storage: 'file', state });
  const refreshed = await after.call('InitiateAuth', {
    ...{ ClientId: after.client(), AuthFlow: 'REFRESH_TOKEN_AUTH' },
    AuthParameters: { REFRESH_TOKEN: refreshToken },
  });
  assert.ok(refreshed['AuthenticationResult']);
}

test('groups made by the API, factors and codes on their way outlive a restart', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-cognito-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const options = {
    pool: { AutoVerifiedAttributes: ['email'] },
    ...{ storage: 'file' as const, state: { folder, masterKey: randomBytes(32) } },
  };
  const before = openFixture(context, options);
  await before.call('CreateGroup', { UserPoolId: before.poolId, GroupName: 'gold' });
  await before.call('SignUp', {
    ...{ ClientId: before.client(), Username: 'ada', Password: goodPassword },
    UserAttributes: [{ Name: 'email', Value: 'ada@bank.example' }],
  });
  before.close();
  const after = openFixture(context, options);
  const pool = { UserPoolId: after.poolId, Username: 'ada' };
  await after.call('AdminAddUserToGroup', { ...pool, GroupName: 'gold' });
  await after.call('ConfirmSignUp', {
    ...{ ClientId: after.client(), Username: 'ada' },
    ConfirmationCode: /\d{6}/.exec(before.sent[0]?.text ?? '')?.[0] ?? '',
  });
});

test('a pool keeps its id over restarts, and two pools differ', (context) => {
  const first = openFixture(context);
  const second = openFixture(context);
  assert.equal(first.poolId, second.poolId);
  assert.match(first.poolId, /^eu-central-1_[A-Za-z0-9]{9}$/);
  assert.match(first.client(), /^[a-z0-9]{26}$/);
  assert.notEqual(first.declare('AWS::Cognito::UserPool', {}, '0000000000bb').ref, first.poolId);
});

test('what is sealed opens under its own label, key and bytes only', () => {
  const masterKey = randomBytes(32);
  const vault = createVault(masterKey, 'cognito-idp');
  const sealed = vault.seal('client-secret a', 'hush');
  assert.equal(createVault(masterKey, 'cognito-idp').open('client-secret a', sealed).toString(), 'hush');
  assert.throws(() => vault.open('client-secret b', sealed));
  assert.throws(() => createVault(randomBytes(32), 'cognito-idp').open('client-secret a', sealed));
  for (const place of [0, 12, sealed.length - 1]) {
    const altered = Buffer.from(sealed);
    altered.writeUInt8(altered.readUInt8(place) ^ 1, place);
    assert.throws(() => vault.open('client-secret a', altered));
  }
});

const branch = { AttributeDataType: 'String', Mutable: true, Name: 'branch' };
const desk = { AttributeDataType: 'Number', Mutable: true, Name: 'desk' };
const email = { AttributeDataType: 'String', Mutable: true, Name: 'email', Required: true };

for (const { what, first, next, refused } of [
  { what: 'another message', first: {}, next: { EmailVerificationSubject: 'Your {####}' }, refused: undefined },
  { what: 'a new attribute', first: { Schema: [branch] }, next: { Schema: [branch, desk] }, refused: undefined },
  {
    what: 'an attribute of another type',
    first: { Schema: [branch] },
    next: { Schema: [{ ...desk, Name: 'branch' }] },
    refused: /^Error: Existing schema attributes cannot be modified or deleted\. .*--fresh/,
  },
  { what: 'no attribute', first: { Schema: [branch] }, next: {}, refused: /cannot be modified or deleted/ },
  {
    what: 'another required attribute',
    first: {},
    next: { Schema: [email] },
    refused: /cannot be modified or deleted/,
  },
  {
    what: 'other names to sign in with',
    first: { UsernameAttributes: ['email'] },
    next: { UsernameAttributes: ['phone_number'] },
    refused: /^Error: Updates are not allowed for property - UsernameAttributes\. .*--fresh/,
  },
  { what: 'another alias', first: {}, next: { AliasAttributes: ['email'] }, refused: /property - AliasAttributes/ },
  {
    what: 'names in which case counts',
    first: { UsernameConfiguration: { CaseSensitive: false } },
    next: { UsernameConfiguration: { CaseSensitive: true } },
    refused: /property - UsernameConfiguration/,
  },
] as const satisfies readonly { what: string; first: JsonObject; next: JsonObject; refused: RegExp | undefined }[]) {
  test(`a pool that has users by now ${refused === undefined ? 'takes' : 'refuses'} ${what}, as CloudFormation does`, (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-cognito-'));
    context.after(() => rmSync(folder, { recursive: true }));
    const options = { storage: 'file', state: { folder, masterKey: randomBytes(32) } } as const;
    openFixture(context, { pool: first, ...options }).close();
    const again = () => openFixture(context, { pool: next, ...options });
    if (refused === undefined) assert.doesNotThrow(again);
    else assert.throws(again, refused);
  });
}

test('a file that is no database is named', (context) => {
  const { stateFolder, close } = openFixture(context, { storage: 'file' });
  close();
  writeFileSync(join(stateFolder, 'cognito.sqlite'), 'no database');
  const state = { folder: stateFolder, masterKey: randomBytes(32) };
  assert.throws(
    () => openFixture(context, { storage: 'file', state }),
    /cognito\.sqlite is damaged \(.*\): start with --fresh/,
  );
});
