import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import type { JsonObject } from '../../../lib/local/json.ts';
import { Authenticator, bytes, text as cborText, ecKey, integer, map, type Twist } from './authenticator.ts';
import { awsError } from './fixture.ts';
import { choiceClient, PasskeyClient, passkeyPool, withAda } from './passkeys-fixture.ts';

const invalid = awsError('InvalidParameterException');
const unsupported = awsError('WebAuthnCredentialNotSupportedException');
const noChallenge = awsError('WebAuthnChallengeNotFoundException');

test('a challenge registers once, whatever came of it', async (context) => {
  const client = await withAda(context);
  const authenticator = new Authenticator();
  const options = await client.start();
  await assert.rejects(client.complete(authenticator.create(options, { flags: 0x44 })), invalid);
  await assert.rejects(client.complete(authenticator.create(options)), noChallenge);
  const credential = authenticator.create(await client.start());
  await client.complete(credential);
  await assert.rejects(client.complete(credential), noChallenge);
});

test('a challenge is that of the last start, of its user, its client and its time', async (context) => {
  const client = await withAda(context);
  const { fixture } = client;
  const authenticator = new Authenticator();
  const bob = new PasskeyClient(fixture, await fixture.user('bob', { totp: false }), client.clientId);
  await bob.signIn();
  await bob.start();
  const early = await client.start();
  const late = await client.start();
  await assert.rejects(client.complete(authenticator.create(early)), noChallenge);
  await assert.rejects(bob.complete(authenticator.create(late)), noChallenge);
  await assert.rejects(client.complete(authenticator.create(late, { challenge: 'AAAA' })), noChallenge);
  const elsewhere = new PasskeyClient(fixture, client.person, fixture.client(choiceClient, '0000000000ab'));
  await elsewhere.signIn();
  await assert.rejects(elsewhere.complete(authenticator.create(late)), awsError('WebAuthnClientMismatchException'));
  await assert.rejects(client.complete(authenticator.create(late)), noChallenge);
  const last = await client.start();
  fixture.clock.now += 3 * 60_000;
  await assert.rejects(client.complete(authenticator.create(last)), noChallenge);
});

test('only a page of the relying party registers, over TLS, and not inside another page', async (context) => {
  const client = await withAda(context);
  const refused = awsError('WebAuthnOriginNotAllowedException');
  for (const origin of [
    ...['https://evil.example', 'https://bank.example.evil.example', 'https://notbank.example', 'https://example'],
    ...[
      'http://app.bank.example',
      'https://app.bank.example/',
      'https://app.bank.example/path',
      'bank.example',
      'null',
    ],
    ...['https://eve@bank.example', 'android:apk-key-hash:AAAA', 'HTTPS://APP.BANK.EXAMPLE', 'http://localhost'],
  ]) {
    await assert.rejects(client.register(new Authenticator(origin)), refused, origin);
  }
  await assert.rejects(client.register(new Authenticator(), { crossOrigin: true }), refused);
  for (const origin of ['https://bank.example', 'https://a.b.bank.example:8443']) {
    await client.register(new Authenticator(origin));
  }
});

test('what the authenticator says must fit: relying party, presence, credential, its end', async (context) => {
  const client = await withAda(context, passkeyPool({ WebAuthnUserVerification: 'required' }));
  const mismatch = awsError('WebAuthnRelyingPartyMismatchException');
  const wrong: readonly (readonly [Twist, typeof invalid])[] = [
    [{ rpId: 'evil.example' }, mismatch],
    [{ rpId: 'app.bank.example' }, mismatch],
    [{ type: 'webauthn.get' }, invalid],
    [{ flags: 0x44 }, invalid],
    [{ flags: 0x41 }, invalid],
    [{ flags: 0x05 }, invalid],
    [{ flags: 0x55 }, invalid],
    [{ flags: 0xc5 }, invalid],
    [{ flags: 0xc5, behind: integer(1) }, invalid],
    [{ behind: Buffer.from([0]) }, invalid],
    [{ id: Buffer.alloc(0) }, invalid],
    [{ fmt: 'none', statement: map([[cborText('sig'), bytes(randomBytes(64))]]) }, unsupported],
    [{ statement: integer(0) }, invalid],
  ];
  for (const [twist, refused] of wrong) {
    await assert.rejects(client.register(new Authenticator(), twist), refused, JSON.stringify(twist));
  }
  await client.register(new Authenticator(), { flags: 0xc5, behind: map([[cborText('credProtect'), integer(2)]]) });
  await client.register(new Authenticator(), { flags: 0x5d });
});

test('keys of other algorithms, and parts that make no key, are refused', async (context) => {
  const client = await withAda(context);
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const [px, py] = [bytes(Buffer.from(x, 'base64url')), bytes(Buffer.from(y, 'base64url'))];
  const rsa = (modulus: Buffer, exponent: string) =>
    map([
      [integer(1), integer(3)],
      [integer(3), integer(-257)],
      [integer(-1), bytes(modulus)],
      [integer(-2), bytes(Buffer.from(exponent, 'hex'))],
    ]);
  const keys = {
    'ES384 by name': ecKey(px, py, -35),
    'another curve': ecKey(px, py, -7, 2),
    'no point of the curve': ecKey(px, px),
    'the point at zero': ecKey(bytes(Buffer.alloc(32)), bytes(Buffer.alloc(32))),
    'a short coordinate': ecKey(px, bytes(randomBytes(31))),
    EdDSA: map([
      [integer(1), integer(1)],
      [integer(3), integer(-8)],
      [integer(-1), integer(6)],
      [integer(-2), px],
    ]),
    'a short modulus': rsa(Buffer.concat([Buffer.from([0xc1]), randomBytes(126), Buffer.from([1])]), '010001'),
    'an exponent of one': rsa(Buffer.concat([Buffer.from([0xc1]), randomBytes(254), Buffer.from([1])]), '01'),
    'no map': integer(7),
  };
  for (const [why, key] of Object.entries(keys)) {
    await assert.rejects(client.register(new Authenticator(), { publicKey: key }), unsupported, why);
  }
});

test('a key may vouch for itself; makers are not judged, and nobody vouches for another', async (context) => {
  const client = await withAda(context);
  const own = new Authenticator();
  await client.complete(own.createPacked(await client.start()));
  const other = new Authenticator();
  await assert.rejects(client.complete(other.createPacked(await client.start(), own.privateKey)), unsupported);
  for (const fmt of ['fido-u2f', 'android-key', 'apple', 'tpm', 'packed', 'None', '']) {
    await assert.rejects(client.register(new Authenticator(), { fmt }), unsupported, fmt);
  }
  const certificates = map([
    [cborText('x5c'), bytes(randomBytes(8))],
    [cborText('sig'), bytes(randomBytes(8))],
  ]);
  await assert.rejects(client.register(new Authenticator(), { fmt: 'packed', statement: certificates }), unsupported);
});

test('a credential is one person’s, and its id is what its authenticator says', async (context) => {
  const client = await withAda(context);
  const { fixture } = client;
  const authenticator = new Authenticator();
  await client.register(authenticator);
  const bob = new PasskeyClient(fixture, await fixture.user('bob', { totp: false }), client.clientId);
  await bob.signIn();
  await assert.rejects(bob.register(authenticator), awsError('InvalidParameterException', /registered already/));
  await assert.rejects(client.register(authenticator), awsError('InvalidParameterException', /registered already/));
  const credential = new Authenticator().create(await client.start());
  const renamed = { ...credential, id: 'AAAA', rawId: 'AAAA' };
  await assert.rejects(client.complete(renamed), awsError('InvalidParameterException', /another id/));
  const again = new Authenticator().create(await client.start());
  await assert.rejects(client.complete({ ...again, id: 'AAAA' }), awsError('InvalidParameterException', /another id/));
  const CredentialId = authenticator.id.toString('base64url');
  const theft = { AccessToken: bob.accessToken, CredentialId };
  await assert.rejects(fixture.call('DeleteWebAuthnCredential', theft), awsError('ResourceNotFoundException'));
});

test('what is no credential is refused before anything is used up', async (context) => {
  const client = await withAda(context);
  const authenticator = new Authenticator();
  const good = authenticator.create(await client.start());
  const response = good['response'] as JsonObject;
  const bad: readonly JsonObject[] = [
    {},
    { ...good, type: 'password' },
    { ...good, response: { ...response, clientDataJSON: 'not base64url!' } },
    { ...good, response: { ...response, clientDataJSON: Buffer.from('{"type":').toString('base64url') } },
    { ...good, response: { ...response, clientDataJSON: Buffer.from('[]').toString('base64url') } },
    { ...good, response: { ...response, attestationObject: `${'A'.repeat(50_000)}` } },
    { ...good, authenticatorAttachment: 'glued' },
  ];
  for (const credential of bad) await assert.rejects(client.complete(credential), invalid);
  const { accessToken: AccessToken } = client;
  const string = { AccessToken, Credential: JSON.stringify(good) };
  await assert.rejects(client.fixture.call('CompleteWebAuthnRegistration', string), invalid);
  await client.complete(good);
});
