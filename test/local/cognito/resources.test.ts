import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../lib/local/json.ts';
import { cognitoResourceTypes } from '../../../lib/local/resources/cognito/index.ts';
import { bankPool, openFixture } from './fixture.ts';

test('Ref and GetAtt of a pool and its client are what AWS gives', async (context) => {
  const fixture = openFixture(context);
  const pool = fixture.declare('AWS::Cognito::UserPool', bankPool, '0000000000bb');
  const providerName = `cognito-idp.eu-central-1.amazonaws.com/${pool.ref}`;
  assert.deepEqual(pool.attributes, {
    Arn: `arn:aws:cognito-idp:eu-central-1:123456789012:userpool/${pool.ref}`,
    ProviderName: providerName,
    ProviderURL: `https://${providerName}`,
    UserPoolId: pool.ref,
  });
  const client = fixture.declare('AWS::Cognito::UserPoolClient', { UserPoolId: pool.ref, GenerateSecret: true });
  assert.equal(client.attributes['ClientId'], client.ref);
  assert.match(String(client.attributes['ClientSecret']), /^[a-z0-9]{52}$/);
  const plain = fixture.declare('AWS::Cognito::UserPoolClient', { UserPoolId: pool.ref }, '000000000abc');
  assert.equal(plain.attributes['ClientSecret'], undefined);
  assert.throws(() => fixture.cognito.keysOf('arn:aws:cognito-idp:eu-central-1:123456789012:userpool/none'));
});

test('what cannot be honoured does not start', (context) => {
  const fixture = openFixture(context);
  const UserPoolId = fixture.poolId;
  const refused: readonly (readonly [type: string, properties: JsonObject, why: RegExp])[] = [
    ['UserPool', { LambdaConfig: { PreSignUp: functionArn } }, /nothing here runs functions/],
    ['UserPool', { LambdaConfig: { CustomSMSSender: { LambdaArn: functionArn } } }, /CustomSMSSender/],
    ['UserPool', { DeviceConfiguration: {} }, /DeviceConfiguration/],
    ['UserPool', { EnabledMfas: ['SMS_MFA'] }, /SmsConfiguration/],
    ['UserPool', { EnabledMfas: ['EMAIL_OTP'] }, /DEVELOPER/],
    ['UserPool', firstFactors('FINGERPRINT'), /AllowedFirstAuthFactors/],
    [
      'UserPool',
      { ...firstFactors('WEB_AUTHN'), MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] },
      /WEB_AUTHN/,
    ],
    ['UserPool', { ...firstFactors('WEB_AUTHN'), UserPoolTier: 'LITE' }, /LITE/],
    ['UserPool', { WebAuthnRelyingPartyID: 'https://bank.example' }, /WebAuthnRelyingPartyID/],
    ['UserPool', { ...firstFactors('EMAIL_OTP'), MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] }, /MFA/],
    ['UserPool', { AliasAttributes: ['email'], UsernameAttributes: ['email'] }, /exclude/],
    ['UserPool', { SmsVerificationMessage: 'no code in it' }, /SmsVerificationMessage/],
    ['UserPool', { MfaConfiguration: 'ON' }, /SOFTWARE_TOKEN_MFA/],
    ['UserPool', { Surprise: true }, /Surprise/],
    ['UserPool', { Policies: { PasswordPolicy: { MinimumLength: 5 } } }, /MinimumLength/],
    ['UserPool', { UserPoolTier: 'LITE', Policies: { PasswordPolicy: { PasswordHistorySize: 1 } } }, /LITE/],
    ['UserPoolClient', { UserPoolId, ExplicitAuthFlows: ['ALLOW_ANYTHING'] }, /ExplicitAuthFlows/],
    ['UserPoolClient', { UserPoolId, SupportedIdentityProviders: ['Google'] }, /SupportedIdentityProviders/],
    ['UserPoolClient', { UserPoolId, RefreshTokenRotation: { Feature: 'ENABLED' } }, /exclude/],
    ['UserPoolClient', { UserPoolId, AccessTokenValidity: 1, TokenValidityUnits: { AccessToken: 'minutes' } }, /last/],
    ['UserPoolClient', { UserPoolId, RefreshTokenValidity: 4_000 }, /last/],
    ['UserPoolClient', { UserPoolId: 'eu-central-1_nowhere00' }, /does not exist/],
    ['UserPoolClient', { ...oauth(UserPoolId), GenerateSecret: false }, /GenerateSecret/],
    ['UserPoolClient', { ...oauth(UserPoolId), AllowedOAuthFlows: ['client_credentials', 'code'] }, /combined/],
    ['UserPoolClient', { ...oauth(UserPoolId), AllowedOAuthScopes: ['bank/unknown'] }, /bank\/unknown/],
    ['UserPoolResourceServer', { UserPoolId, Identifier: 'two words', Name: 'x' }, /Identifier/],
    ['UserPoolDomain', { UserPoolId, Domain: 'Not A Label' }, /Domain/],
  ];
  for (const [type, properties, why] of refused) {
    assert.throws(() => fixture.declare(`AWS::Cognito::${type}`, properties, '0000000000bb'), why);
  }
});

const functionArn = 'arn:aws:lambda:eu-central-1:123456789012:function:Trigger';

const firstFactors = (factor: string) => ({
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', factor] } },
});

const oauth = (UserPoolId: string) => ({
  ...{ UserPoolId, GenerateSecret: true, AllowedOAuthFlowsUserPoolClient: true },
  ...{ AllowedOAuthFlows: ['client_credentials'], AllowedOAuthScopes: ['openid'] },
});

test('every property that does less here than on AWS exists and says why', () => {
  for (const { type, lesser = {} } of cognitoResourceTypes) {
    for (const [path, enforcement] of Object.entries(lesser)) {
      const reason = enforcement.kind === 'approximated' ? enforcement.how : enforcement.why;
      assert.ok(reason.length > 10, `${type} ${path}`);
    }
  }
});

test('users and memberships of the template are made once, and people change them', async (context) => {
  const fixture = openFixture(context, { pool: { UsernameConfiguration: { CaseSensitive: false } } });
  const UserPoolId = fixture.poolId;
  const declareUser = (Value: string) =>
    fixture.declare('AWS::Cognito::UserPoolUser', {
      ...{ UserPoolId, Username: 'ada' },
      UserAttributes: [{ Name: 'email', Value }],
    });
  assert.equal(declareUser('ada@bank.example').ref, 'ada');
  declareUser('other@bank.example');
  const { UserAttributes } = await fixture.call('AdminGetUser', { UserPoolId, Username: 'ada' });
  assert.match(JSON.stringify(UserAttributes), /ada@bank\.example/);
  fixture.declare('AWS::Cognito::UserPoolGroup', { UserPoolId, GroupName: 'customer' });
  const membership = { UserPoolId, Username: 'ada', GroupName: 'customer' };
  fixture.declare('AWS::Cognito::UserPoolUserToGroupAttachment', membership);
  const { Users } = await fixture.call('ListUsersInGroup', { UserPoolId, GroupName: 'customer' });
  assert.equal((Users as readonly JsonObject[]).length, 1);
  assert.throws(
    () => fixture.declare('AWS::Cognito::UserPoolUserToGroupAttachment', { ...membership, GroupName: 'none' }),
    /Group not found/,
  );
  assert.throws(() =>
    fixture.declare('AWS::Cognito::UserPoolUser', {
      UserPoolId,
      Username: 'eve',
      UserAttributes: [{ Name: 'x', Value: 'y' }],
    }),
  );
});

test('types without effect are accepted, and the banner says what is lost', () => {
  const without = cognitoResourceTypes.filter(({ enforcement }) => enforcement.kind === 'not-enforced');
  assert.deepEqual(without.map(({ type }) => type.replace('AWS::Cognito::', '')).sort(), [
    ...['LogDeliveryConfiguration', 'ManagedLoginBranding', 'UserPoolRiskConfigurationAttachment'],
    'UserPoolUICustomizationAttachment',
  ]);
  for (const { properties } of without) {
    assert.equal(properties.safeParse({ UserPoolId: 'p', ClientId: 'c', Surprise: 1 }).success, false);
  }
  assert.equal(
    cognitoResourceTypes.some(({ type }) => type === 'AWS::Cognito::UserPoolIdentityProvider'),
    false,
  );
});
