import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { UserPool, type UserPoolProps } from '../../lib/constructs/index.ts';
import { smallApi, writeOrder } from './support/small-api.ts';
import { handlersFor, synthesise } from './support/synthesise.ts';

const poolOf = (props: Partial<UserPoolProps> = {}, use: (pool: UserPool) => void = () => {}): Template =>
  synthesise((stack) => {
    const api = smallApi();
    use(new UserPool(stack, 'Users', { api, handlers: handlersFor(api), domainPrefix: 'shop', ...props }));
  });
const template = poolOf();

test('nobody signs up alone, signs in without a second factor, or has a short password', () => {
  template.hasResourceProperties('AWS::Cognito::UserPool', {
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    MfaConfiguration: 'ON',
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    DeletionProtection: 'ACTIVE',
    Policies: {
      PasswordPolicy: {
        MinimumLength: 14,
        RequireLowercase: true,
        RequireNumbers: true,
        RequireSymbols: true,
        RequireUppercase: true,
        TemporaryPasswordValidityDays: 1,
      },
    },
  });
});

test('a shorter password than 14 is refused, a longer one taken', () => {
  for (const passwordMinLength of [13, 100, Number.NaN]) {
    assert.throws(() => poolOf({ passwordMinLength }), /passwordMinLength/);
  }
  poolOf({ passwordMinLength: 20 }).hasResourceProperties('AWS::Cognito::UserPool', {
    Policies: { PasswordPolicy: Match.objectLike({ MinimumLength: 20 }) },
  });
});

test('threat protection comes with the plus plan, and neither with the essentials', () => {
  template.hasResourceProperties('AWS::Cognito::UserPool', {
    UserPoolTier: 'PLUS',
    UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
  });
  poolOf({ plan: 'essentials' }).hasResourceProperties('AWS::Cognito::UserPool', {
    UserPoolTier: 'ESSENTIALS',
    UserPoolAddOns: Match.absent(),
  });
});

test('the scopes are those of bearer endpoints, and the groups the roles that may call one', () => {
  template.hasResourceProperties('AWS::Cognito::UserPoolResourceServer', {
    Identifier: 'shop',
    Scopes: [{ ScopeName: 'orders.write', ScopeDescription: 'orders.write' }],
  });
  const groups = Object.values(template.findResources('AWS::Cognito::UserPoolGroup'));
  assert.deepEqual(
    groups.map(({ Properties }) => Properties.GroupName),
    ['buyer', 'clerk'],
  );
});

test('a scope of another form is refused', () => {
  const api = smallApi(writeOrder({ scopes: ['orders'] }));
  assert.throws(() => poolOf({ api }), /a scope of a 'bearer' endpoint has the form/);
});

test('the trigger may change access tokens, and only this pool may call it', () => {
  template.hasResourceProperties('AWS::Cognito::UserPool', {
    LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: Match.anyValue() } },
  });
  template.hasResourceProperties('AWS::Lambda::Permission', {
    Principal: 'cognito-idp.amazonaws.com',
    SourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Users'), 'Arn'] },
  });
});

test('a public client has no secret and no OAuth flow, and takes a password only when allowed', () => {
  const made = poolOf({}, (pool) => {
    pool.addPublicClient('app');
    pool.addPublicClient('cli', { passwordSignIn: true });
  });
  const clients = Object.values(made.findResources('AWS::Cognito::UserPoolClient')).map(({ Properties }) => Properties);
  assert.deepEqual(
    clients.map(({ ExplicitAuthFlows }) => ExplicitAuthFlows),
    [['ALLOW_USER_SRP_AUTH'], ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH']],
  );
  for (const client of clients) {
    assert.equal(client.GenerateSecret, false);
    assert.equal(client.AllowedOAuthFlowsUserPoolClient, false);
    assert.equal(client.PreventUserExistenceErrors, 'ENABLED');
    assert.equal(client.EnableTokenRevocation, true);
    assert.deepEqual(client.RefreshTokenRotation, { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 });
    assert.equal(client.AccessTokenValidity, 15);
  }
});

test('no client lets a user, or who holds a token of one, change where one-time codes go', () => {
  const made = poolOf({}, (pool) => {
    pool.addPublicClient('app');
    pool.addPublicClient('web', { loginPage: { callbackUrls: ['https://shop.example/in'] } });
    pool.addServiceClient('batch', { scopes: ['shop/orders.write'] });
  });
  const clients = Object.values(made.findResources('AWS::Cognito::UserPoolClient'));
  // No list, or an empty one, would be every attribute.
  assert.deepEqual(
    clients.map(({ Properties }) => Properties.WriteAttributes),
    [['locale'], ['locale'], ['locale']],
  );
});

test('the login page gives codes, never tokens, to registered addresses', () => {
  const [client] = Object.values(
    poolOf({}, (pool) => {
      const loginPage = { callbackUrls: ['https://shop.example/in'], logoutUrls: ['http://localhost:3000'] } as const;
      pool.addPublicClient('web', { loginPage });
    }).findResources('AWS::Cognito::UserPoolClient'),
  );
  const { AllowedOAuthFlows, AllowedOAuthScopes, CallbackURLs, LogoutURLs, GenerateSecret } = client?.Properties ?? {};
  assert.deepEqual(
    { AllowedOAuthFlows, AllowedOAuthScopes, CallbackURLs, LogoutURLs, GenerateSecret },
    {
      ...{ AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['openid', 'profile'], GenerateSecret: false },
      ...{ CallbackURLs: ['https://shop.example/in'], LogoutURLs: ['http://localhost:3000'] },
    },
  );
  for (const url of ['http://shop.example/in', 'https://shop.example/#in', 'http://localhost.evil.example/', 'shop']) {
    const broken = () => poolOf({}, (pool) => pool.addPublicClient('web', { loginPage: { callbackUrls: [url] } }));
    assert.throws(broken, /must be https, or http on localhost/, url);
  }
});

test('a service client has a secret and the scopes it is given, and no unknown one', () => {
  poolOf({}, (pool) => pool.addServiceClient('batch', { scopes: ['shop/orders.write'] })).hasResourceProperties(
    'AWS::Cognito::UserPoolClient',
    {
      GenerateSecret: true,
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthScopes: [{ 'Fn::Join': ['', [{ Ref: Match.anyValue() }, '/orders.write']] }],
    },
  );
  assert.throws(
    () => poolOf({}, (pool) => pool.addServiceClient('batch', { scopes: ['shop/ghosts'] })),
    /no endpoint asks for the scope 'shop\/ghosts'/,
  );
});
