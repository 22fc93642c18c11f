import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { type PasskeyOptions, UserPool } from '../../lib/constructs/index.ts';
import { smallApi } from './support/small-api.ts';
import { handlersFor, synthesise } from './support/synthesise.ts';

const loginPage = { callbackUrls: ['https://shop.example/in'] } as const;

const poolOf = (passkeys?: PasskeyOptions): Template =>
  synthesise((stack) => {
    const api = smallApi();
    const handlers = handlersFor(api);
    const pool = new UserPool(stack, 'Users', { api, handlers, domainPrefix: 'shop', ...(passkeys && { passkeys }) });
    pool.addPublicClient('app');
    pool.addPublicClient('web', { loginPage });
  });

const flowsOf = (template: Template): readonly unknown[] =>
  Object.values(template.findResources('AWS::Cognito::UserPoolClient')).map(
    ({ Properties }) => Properties.ExplicitAuthFlows,
  );

test('passkeys are both factors, with a finger or a PIN, and the password stays', () => {
  poolOf({}).hasResourceProperties('AWS::Cognito::UserPool', {
    MfaConfiguration: 'ON',
    Policies: Match.objectLike({ SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } }),
    WebAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
    WebAuthnUserVerification: 'required',
    WebAuthnRelyingPartyID: Match.absent(),
  });
  poolOf({ relyingPartyId: 'shop.example' }).hasResourceProperties('AWS::Cognito::UserPool', {
    WebAuthnRelyingPartyID: 'shop.example',
  });
});

test('only the client of the login page lets people choose, and has the style without which there is no page', () => {
  const template = poolOf({});
  assert.deepEqual(flowsOf(template), [['ALLOW_USER_SRP_AUTH'], ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH']]);
  template.hasResourceProperties('AWS::Cognito::UserPoolDomain', { ManagedLoginVersion: 2 });
  template.resourceCountIs('AWS::Cognito::ManagedLoginBranding', 1);
  template.hasResourceProperties('AWS::Cognito::ManagedLoginBranding', {
    ClientId: { Ref: Match.stringLikeRegexp('web') },
    UseCognitoProvidedValues: true,
  });
});

test('without the option there are none', () => {
  const template = poolOf();
  template.hasResourceProperties('AWS::Cognito::UserPool', {
    Policies: Match.objectLike({ SignInPolicy: Match.absent() }),
    WebAuthnFactorConfiguration: Match.absent(),
  });
  template.hasResourceProperties('AWS::Cognito::UserPoolDomain', { ManagedLoginVersion: Match.absent() });
  template.resourceCountIs('AWS::Cognito::ManagedLoginBranding', 0);
  assert.ok(!JSON.stringify(flowsOf(template)).includes('ALLOW_USER_AUTH'));
});

test('a relying party that no browser takes is refused', () => {
  const wrong = ['https://shop.example', 'shop.example:443', 'shop', 'Shop.example', `${'a'.repeat(60)}.example`, ''];
  for (const relyingPartyId of wrong)
    assert.throws(() => poolOf({ relyingPartyId }), /is a domain name/, relyingPartyId);
  for (const relyingPartyId of ['amazoncognito.com', 'auth.eu-central-1.amazoncognito.com', 'x.amazoncognito.com']) {
    assert.throws(() => poolOf({ relyingPartyId }), /none of amazoncognito\.com/, relyingPartyId);
  }
  poolOf({ relyingPartyId: 'shop.auth.eu-central-1.amazoncognito.com' });
});
