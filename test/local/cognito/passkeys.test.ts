import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import type { JsonObject } from '../../../lib/local/json.ts';
import { Authenticator } from './authenticator.ts';
import { awsError, openFixture, text, tokensOf } from './fixture.ts';
import { bothFactorsPool, choiceClient, optionsOf, PasskeyClient, passkeyPool, withAda } from './passkeys-fixture.ts';

for (const algorithm of ['ES256', 'RS256'] as const) {
  test(`a passkey that signs by ${algorithm} is registered, and signs in without a password`, async (context) => {
    const client = await withAda(context);
    const authenticator = new Authenticator('https://app.bank.example', algorithm);
    await client.register(authenticator);
    const challenge = await client.begin();
    assert.equal(challenge['ChallengeName'], 'WEB_AUTHN');
    const answered = await client.answer(challenge, authenticator.get(optionsOf(challenge)));
    assert.equal(decodeJwt(tokensOf(answered).accessToken)['username'], 'ada');
  });
}

test('the browser is told what AWS tells it', async (context) => {
  const client = await withAda(context);
  const authenticator = new Authenticator();
  await client.register(authenticator);
  const { challenge, ...options } = await client.start();
  assert.match(String(challenge), /^[\w-]{43}$/);
  const id = authenticator.id.toString('base64url');
  const { sub } = decodeJwt(client.accessToken);
  assert.deepEqual(options, {
    rp: { id: 'bank.example', name: 'bank.example' },
    user: { id: Buffer.from(String(sub)).toString('base64url'), name: 'ada', displayName: 'ada' },
    pubKeyCredParams: [
      { type: 'public-key', alg: -7 },
      { type: 'public-key', alg: -257 },
    ],
    timeout: 60_000,
    excludeCredentials: [{ type: 'public-key', id }],
    authenticatorSelection: { requireResidentKey: true, residentKey: 'required', userVerification: 'preferred' },
  });
  const { challenge: asked, ...request } = optionsOf(await client.begin());
  assert.notEqual(asked, challenge);
  assert.deepEqual(request, {
    ...{ timeout: 180_000, rpId: 'bank.example', userVerification: 'preferred' },
    allowCredentials: [{ type: 'public-key', id, transports: ['usb'] }],
  });
});

test('passkeys are listed page by page, and deleted by their owner', async (context) => {
  const client = await withAda(context);
  const { fixture, accessToken: AccessToken } = client;
  const authenticators = [new Authenticator(), new Authenticator()];
  for (const each of authenticators) {
    await client.register(each);
    fixture.clock.now += 1_000;
  }
  const [first = '', second = ''] = authenticators.map(({ id }) => id.toString('base64url'));
  const page = await fixture.call('ListWebAuthnCredentials', { AccessToken, MaxResults: 1 });
  assert.deepEqual(page['Credentials'], [
    {
      ...{ CredentialId: first, FriendlyCredentialName: 'Passkey', RelyingPartyId: 'bank.example' },
      ...{ AuthenticatorAttachment: 'cross-platform', AuthenticatorTransports: ['usb'] },
      CreatedAt: (fixture.clock.now - 2_000) / 1_000,
    },
  ]);
  const next = { AccessToken, NextToken: text(page, 'NextToken') };
  const { Credentials } = await fixture.call('ListWebAuthnCredentials', next);
  assert.deepEqual(
    (Credentials as readonly JsonObject[]).map(({ CredentialId }) => CredentialId),
    [second],
  );
  await fixture.call('DeleteWebAuthnCredential', { AccessToken, CredentialId: first });
  await assert.rejects(client.enter(authenticators[0] ?? assert.fail()), awsError('NotAuthorizedException'));
  assert.ok(await client.enter(authenticators[1] ?? assert.fail()));
});

test('who has no passkey is offered none, and factors say who has', async (context) => {
  const client = await withAda(context);
  const { fixture, accessToken: AccessToken } = client;
  const before = await client.begin();
  assert.deepEqual(
    [before['ChallengeName'], before['AvailableChallenges']],
    ['SELECT_CHALLENGE', ['PASSWORD', 'PASSWORD_SRP']],
  );
  await client.register(new Authenticator());
  const after = await client.begin('EMAIL_OTP');
  assert.deepEqual(after['AvailableChallenges'], ['PASSWORD', 'PASSWORD_SRP', 'WEB_AUTHN']);
  const chosen = await fixture.call('RespondToAuthChallenge', {
    ...{ ChallengeName: 'SELECT_CHALLENGE', ClientId: client.clientId, Session: text(after, 'Session') },
    ChallengeResponses: { USERNAME: 'ada', ANSWER: 'WEB_AUTHN' },
  });
  assert.equal(chosen['ChallengeName'], 'WEB_AUTHN');
  const factors = await fixture.call('GetUserAuthFactors', { AccessToken });
  assert.deepEqual(factors['ConfiguredUserAuthFactors'], ['PASSWORD', 'WEB_AUTHN']);
});

test('a passkey beside a second factor is not offered, unless it is both', async (context) => {
  const client = await withAda(context, bothFactorsPool);
  const { fixture, accessToken: AccessToken } = client;
  const authenticator = new Authenticator();
  await client.register(authenticator);
  assert.deepEqual((await client.begin())['AvailableChallenges'], ['PASSWORD', 'PASSWORD_SRP']);
  await fixture.call('SetUserMFAPreference', { AccessToken, WebAuthnMfaSettings: { Enabled: true } });
  const challenge = await client.begin();
  assert.equal(optionsOf(challenge)['userVerification'], 'required');
  assert.ok((await client.answer(challenge, authenticator.get(optionsOf(challenge))))['AuthenticationResult']);
  const unverified = { flags: 0x01 };
  await assert.rejects(client.enter(authenticator, unverified), awsError('NotAuthorizedException'));
  await fixture.call('SetUserMFAPreference', { AccessToken, WebAuthnMfaSettings: { Enabled: false } });
  assert.deepEqual((await client.begin())['AvailableChallenges'], ['PASSWORD', 'PASSWORD_SRP']);
});

test('a passkey is both factors only where the pool says so, and beside another one', async (context) => {
  const wish = { WebAuthnMfaSettings: { Enabled: true } };
  const single = await withAda(context);
  await assert.rejects(
    single.fixture.call('SetUserMFAPreference', { AccessToken: single.accessToken, ...wish }),
    awsError('InvalidParameterException', /WEB_AUTHN is not enabled/),
  );
  const optional = await withAda(context, { ...bothFactorsPool, MfaConfiguration: 'OPTIONAL' });
  await assert.rejects(
    optional.fixture.call('SetUserMFAPreference', { AccessToken: optional.accessToken, ...wish }),
    awsError('InvalidParameterException', /another second factor/),
  );
});

test('a second factor that came after the passkey is still asked for', async (context) => {
  const pool = passkeyPool({ EnabledMfas: ['SOFTWARE_TOKEN_MFA'], MfaConfiguration: 'OPTIONAL' });
  const client = await withAda(context, pool);
  const { fixture, person, accessToken: AccessToken } = client;
  const authenticator = new Authenticator();
  await client.register(authenticator);
  const challenge = await client.begin();
  const { SecretCode } = await fixture.call('AssociateSoftwareToken', { AccessToken });
  person.setSecret(String(SecretCode));
  await fixture.call('VerifySoftwareToken', { AccessToken, UserCode: person.code() });
  await fixture.call('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings: { Enabled: true } });
  const next = await client.answer(challenge, authenticator.get(optionsOf(challenge)));
  assert.equal(next['ChallengeName'], 'SOFTWARE_TOKEN_MFA');
});

test('the relying party is that of the template, else the domain of the login page', async (context) => {
  const pool = passkeyPool({ WebAuthnRelyingPartyID: 'localhost', WebAuthnUserVerification: 'required' });
  const local = await withAda(context, pool);
  await local.register(new Authenticator('http://localhost:5173'));
  const config = await local.fixture.call('GetUserPoolMfaConfig', { UserPoolId: local.fixture.poolId });
  assert.deepEqual(config['WebAuthnConfiguration'], {
    ...{ RelyingPartyId: 'localhost', UserVerification: 'required', FactorConfiguration: 'SINGLE_FACTOR' },
  });
  const { WebAuthnRelyingPartyID: _, ...unnamed } = passkeyPool();
  const client = await withAda(context, unnamed);
  await assert.rejects(client.start(), awsError('WebAuthnConfigurationMissingException'));
  client.fixture.declare('AWS::Cognito::UserPoolDomain', { UserPoolId: client.fixture.poolId, Domain: 'bank' });
  const id = 'bank.auth.eu-central-1.amazoncognito.com';
  assert.deepEqual((await client.start())['rp'], { id, name: id });
});

test('a pool that does not name WEB_AUTHN has no passkeys', async (context) => {
  const fixture = openFixture(context, { pool: { UsernameConfiguration: { CaseSensitive: false } } });
  const client = new PasskeyClient(fixture, await fixture.user('ada', { totp: false }), fixture.client(choiceClient));
  await client.signIn();
  const off = awsError('WebAuthnNotEnabledException');
  await assert.rejects(client.start(), off);
  const options = { challenge: 'AAAA', rp: { id: 'bank.example' }, user: { id: 'AAAA' } };
  await assert.rejects(client.complete(new Authenticator().create(options)), off);
});

test('twenty passkeys are the most', async (context) => {
  const client = await withAda(context);
  const start = await client.start();
  assert.ok(start);
  for (let each = 0; each < 20; each += 1) await client.register(new Authenticator());
  await assert.rejects(client.start(), awsError('LimitExceededException'));
});
