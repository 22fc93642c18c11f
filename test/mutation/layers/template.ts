import { isJsonObject } from '../../../lib/local/json.ts';
import type { Layer, MutableResource, Mutation, TemplateChange } from '../mutation.ts';
import { all, changeEvery, dropEvery, removeEvery, removeRule, setEvery } from '../template-changes.ts';

const authentication = 'test/http/authentication.test.ts';
const authorisation = 'test/http/authorisation.test.ts';
const atTheGate = 'test/http/at-the-gate.test.ts';
const firewall = 'test/http/firewall.test.ts';
const limits = 'test/http/limits.test.ts';
const signIn = 'test/http/sign-in.test.ts';
const transport = 'test/http/transport.test.ts';
const validation = 'test/http/validation.test.ts';

type Rest = Pick<Mutation, 'only'>;

const inTemplate =
  (place: string) =>
  (control: string, off: string, change: TemplateChange, seenBy: string, rest: Rest = {}): Mutation => ({
    control,
    how: { kind: 'template', place, off, change },
    seenBy: [seenBy],
    ...rest,
  });

const method = 'AWS::ApiGateway::Method';
const inMethod = inTemplate(method);
const stage = 'AWS::ApiGateway::Stage';
const inStage = inTemplate(stage);
const plan = 'AWS::ApiGateway::UsagePlan';
const inPlan = inTemplate(plan);
const webAcl = 'AWS::WAFv2::WebACL';
const inWebAcl = inTemplate(webAcl);
const pool = 'AWS::Cognito::UserPool';
const inPool = inTemplate(pool);
const client = 'AWS::Cognito::UserPoolClient';
const inClient = inTemplate(client);

type Properties = MutableResource['Properties'];
const isBearer = (properties: Properties) => properties['AuthorizationType'] === 'COGNITO_USER_POOLS';
const isApiKey = (properties: Properties) => properties['ApiKeyRequired'] === true;
const isPublicClient = (properties: Properties) => properties['GenerateSecret'] === false;

const withoutAuthorizer = (isChosen: (properties: Properties) => boolean): TemplateChange =>
  changeEvery(
    method,
    (properties) => {
      properties['AuthorizationType'] = 'NONE';
      delete properties['AuthorizerId'];
      delete properties['AuthorizationScopes'];
    },
    isChosen,
  );

const everyScope = [
  'accounts.read',
  'accounts.write',
  'api-keys.read',
  'api-keys.write',
  'customers.read',
  'profile.read',
  'transfers.read',
  'transfers.write',
].map((name) => `bank/${name}`);

/** Throttle settings of every method, as the stage lists them. */
const editMethodSettings = (edit: (setting: Properties) => void): TemplateChange =>
  changeEvery(stage, ({ MethodSettings: settings }) => {
    for (const setting of Array.isArray(settings) ? settings : []) {
      // What JSON.parse made is open to change.
      if (isJsonObject(setting)) edit(setting as Properties);
    }
  });

/** What the template says, turned off there: the bank that runs it must show the difference. */
export const template: Layer = {
  name: 'template',
  mutations: [
    inMethod(
      'a caller of a bearer endpoint has a token',
      '`AuthorizationType` is `NONE`',
      withoutAuthorizer(isBearer),
      atTheGate,
    ),
    inMethod('a partner has an API key', '`AuthorizationType` is `NONE`', withoutAuthorizer(isApiKey), atTheGate, {
      only: /whose key/,
    }),
    inMethod(
      'a token has a scope of the method, and an ID token is none',
      '`AuthorizationScopes` is gone',
      dropEvery(method, 'AuthorizationScopes'),
      authentication,
    ),
    inMethod(
      'a partner is metered',
      '`ApiKeyRequired` is false',
      setEvery(method, 'ApiKeyRequired', false, isApiKey),
      limits,
    ),
    inMethod(
      'the gateway asks for the idempotency key',
      '`RequestParameters` is empty',
      setEvery(method, 'RequestParameters', {}),
      validation,
    ),
    inMethod(
      'the gateway validates requests',
      '`RequestValidatorId` is gone',
      dropEvery(method, 'RequestValidatorId'),
      validation,
    ),
    inTemplate('AWS::ApiGateway::RequestValidator')(
      'the validator looks at parameters',
      '`ValidateRequestParameters` is false',
      setEvery('AWS::ApiGateway::RequestValidator', 'ValidateRequestParameters', false),
      validation,
    ),
    inTemplate('AWS::ApiGateway::Authorizer')(
      'tokens are those of the pool',
      '`ProviderARNs` is another pool',
      setEvery(
        'AWS::ApiGateway::Authorizer',
        'ProviderARNs',
        ['arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_aaaaaaaaa'],
        (it) => it['Type'] === 'COGNITO_USER_POOLS',
      ),
      authentication,
    ),
    inTemplate('AWS::ApiGateway::RestApi')(
      'only the authorizer says who is metered',
      '`ApiKeySourceType` is `HEADER`',
      setEvery('AWS::ApiGateway::RestApi', 'ApiKeySourceType', 'HEADER'),
      authentication,
    ),
    inTemplate('AWS::ApiGateway::RestApi')(
      'TLS has forward secrecy',
      '`SecurityPolicy` is `TLS_1_2`',
      setEvery('AWS::ApiGateway::RestApi', 'SecurityPolicy', 'TLS_1_2'),
      transport,
    ),
    inTemplate('AWS::ApiGateway::RestApi')(
      'TLS is 1.2 at least',
      '`SecurityPolicy` is gone, which is `TLS_1_0`',
      dropEvery('AWS::ApiGateway::RestApi', 'SecurityPolicy'),
      transport,
    ),
    inTemplate('AWS::ApiGateway::GatewayResponse')(
      'every answer of the gateway is a problem document',
      'all are gone',
      removeEvery('AWS::ApiGateway::GatewayResponse'),
      authentication,
    ),
    ...(
      [
        ['UNAUTHORIZED', authentication],
        ['ACCESS_DENIED', authentication],
        ['MISSING_AUTHENTICATION_TOKEN', authorisation],
        ['THROTTLED', limits],
        ['QUOTA_EXCEEDED', limits],
        ['BAD_REQUEST_PARAMETERS', validation],
        ['WAF_FILTERED', firewall],
        ['EXPIRED_TOKEN', atTheGate],
        ['REQUEST_TOO_LARGE', atTheGate],
      ] as const
    ).map(([type, seenBy]) =>
      inTemplate('AWS::ApiGateway::GatewayResponse')(
        `${type} is a problem document`,
        `the one for \`${type}\` is gone`,
        removeEvery('AWS::ApiGateway::GatewayResponse', (properties) => properties['ResponseType'] === type),
        seenBy,
      ),
    ),
    inTemplate('AWS::ApiGateway::GatewayResponse')(
      'an answer of the gateway has the security headers',
      '`ResponseParameters` has no `X-Content-Type-Options`',
      changeEvery('AWS::ApiGateway::GatewayResponse', ({ ResponseParameters: parameters }) => {
        // What JSON.parse made is open to change.
        if (isJsonObject(parameters))
          delete (parameters as Properties)['gatewayresponse.header.X-Content-Type-Options'];
      }),
      authentication,
    ),
    inTemplate('AWS::ApiGateway::GatewayResponse')(
      'a refusal tells how to authenticate',
      '`WWW-Authenticate` is gone',
      changeEvery('AWS::ApiGateway::GatewayResponse', ({ ResponseParameters: parameters }) => {
        // What JSON.parse made is open to change.
        if (isJsonObject(parameters)) delete (parameters as Properties)['gatewayresponse.header.WWW-Authenticate'];
      }),
      authentication,
    ),
    inStage(
      'an endpoint is throttled',
      '`ThrottlingBurstLimit` is 5000 everywhere',
      editMethodSettings((setting) => {
        setting['ThrottlingBurstLimit'] = 5_000;
        setting['ThrottlingRateLimit'] = 10_000;
      }),
      limits,
    ),
    inStage(
      'every request leaves a line in the access log',
      '`AccessLogSetting` is gone',
      dropEvery(stage, 'AccessLogSetting'),
      atTheGate,
    ),
    inStage(
      'the access log holds no credential',
      '`AccessLogSetting.Format` names `$context.identity.apiKey`',
      setEvery(stage, 'AccessLogSetting.Format', '{"id":"$context.requestId","key":"$context.identity.apiKey"}'),
      atTheGate,
    ),
    inPlan('all partners together have a burst', '`Throttle` is gone', dropEvery(plan, 'Throttle'), limits),
    inPlan('all partners together have a quota', '`Quota` is gone', dropEvery(plan, 'Quota'), limits),
    inPlan('a plan meters the stage', '`ApiStages` is empty', setEvery(plan, 'ApiStages', []), authentication),
    inTemplate('AWS::ApiGateway::UsagePlanKey')(
      "the gateway's own key belongs to the plan",
      'it is gone',
      removeEvery('AWS::ApiGateway::UsagePlanKey'),
      authentication,
    ),
    inTemplate('AWS::WAFv2::WebACLAssociation')(
      'the firewall stands in front of the API',
      'it is gone',
      removeEvery('AWS::WAFv2::WebACLAssociation'),
      firewall,
      { only: /SQL injection in a query/ },
    ),
    inWebAcl(
      'SQL injection is refused',
      'the rules `AWSManagedRulesSQLiRuleSet` and `SqlInBody` are gone',
      all(removeRule('AWSManagedRulesSQLiRuleSet'), removeRule('SqlInBody')),
      firewall,
      { only: /SQL injection/ },
    ),
    inWebAcl(
      'scripts are refused',
      'the rule `AWSManagedRulesCommonRuleSet` is gone',
      removeRule('AWSManagedRulesCommonRuleSet'),
      firewall,
      { only: /script|user agent|folders|long query/ },
    ),
    inWebAcl(
      'known bad inputs are refused',
      'the rules `AWSManagedRulesKnownBadInputsRuleSet`, `ShellInQuery` and `ScriptInQuery` are gone',
      all(removeRule('AWSManagedRulesKnownBadInputsRuleSet'), removeRule('ShellInQuery'), removeRule('ScriptInQuery')),
      firewall,
      { only: /Log4j/ },
    ),
    inWebAcl(
      'a long body is refused at the edge',
      'the rules `BodySize` and `EndpointBodySize` are gone',
      all(removeRule('BodySize'), removeRule('EndpointBodySize')),
      firewall,
      { only: /2 MiB/ },
    ),
    inWebAcl(
      'one-time codes are guarded',
      'the rule `GuardOneTimeCode` is gone',
      removeRule('GuardOneTimeCode'),
      firewall,
      { only: /one-time/ },
    ),
    inWebAcl(
      'an address that asks too often is stopped',
      'the rule `AddressRate` is gone',
      removeRule('AddressRate'),
      firewall,
      { only: /too often/ },
    ),
    inWebAcl(
      'managed rules block',
      '`OverrideAction` is `Count`',
      changeEvery(webAcl, (properties) => {
        const { Rules: rules } = properties;
        if (!Array.isArray(rules)) return;
        properties['Rules'] = rules.map((rule) =>
          isJsonObject(rule) && 'OverrideAction' in rule ? { ...rule, OverrideAction: { Count: {} } } : rule,
        );
      }),
      firewall,
      { only: /user agent/ },
    ),

    inPool(
      'nobody signs in without a second factor',
      '`MfaConfiguration` is `OFF`',
      setEvery(pool, 'MfaConfiguration', 'OFF'),
      signIn,
    ),
    inPool(
      'a new user sets up a second factor',
      '`MfaConfiguration` is `OPTIONAL`',
      setEvery(pool, 'MfaConfiguration', 'OPTIONAL'),
      signIn,
    ),
    inPool(
      'a password is long',
      '`MinimumLength` is 6',
      setEvery(pool, 'Policies.PasswordPolicy.MinimumLength', 6),
      signIn,
    ),
    ...['Lowercase', 'Uppercase', 'Numbers', 'Symbols'].map((kind) =>
      inPool(
        `a password has ${kind.toLowerCase()}`,
        `\`Require${kind}\` is false`,
        setEvery(pool, `Policies.PasswordPolicy.Require${kind}`, false),
        signIn,
      ),
    ),
    inPool(
      'a name has one spelling',
      '`UsernameConfiguration.CaseSensitive` is true',
      setEvery(pool, 'UsernameConfiguration.CaseSensitive', true),
      signIn,
    ),
    inPool(
      'users get the scopes of their groups',
      '`LambdaConfig` is gone',
      dropEvery(pool, 'LambdaConfig'),
      authorisation,
    ),
    inClient(
      'a client sends no password unless it may',
      '`ExplicitAuthFlows` has `ALLOW_USER_PASSWORD_AUTH` everywhere',
      setEvery(client, 'ExplicitAuthFlows', ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'], isPublicClient),
      signIn,
    ),
    inClient(
      'a refresh token that was replaced opens nothing',
      '`RetryGracePeriodSeconds` is 60',
      setEvery(client, 'RefreshTokenRotation.RetryGracePeriodSeconds', 60, isPublicClient),
      signIn,
    ),
    inClient(
      'no answer tells whether a user exists',
      '`PreventUserExistenceErrors` is `LEGACY`',
      setEvery(client, 'PreventUserExistenceErrors', 'LEGACY'),
      signIn,
    ),
    inClient(
      'tokens can be revoked',
      '`EnableTokenRevocation` is false',
      setEvery(client, 'EnableTokenRevocation', false),
      signIn,
    ),
    inClient(
      'an access token lasts fifteen minutes',
      '`AccessTokenValidity` is 600',
      setEvery(client, 'AccessTokenValidity', 600),
      signIn,
    ),
    inClient(
      'a service has the scopes that it was given',
      '`AllowedOAuthScopes` is every scope',
      setEvery(client, 'AllowedOAuthScopes', everyScope, (properties) => properties['GenerateSecret'] === true),
      signIn,
    ),

    inTemplate('AWS::Lambda::Permission')(
      'the gateway invokes what it may, and nothing else',
      'all are gone',
      removeEvery('AWS::Lambda::Permission', (properties) => properties['Principal'] === 'apigateway.amazonaws.com'),
      authentication,
    ),
    inTemplate('AWS::Lambda::Permission')(
      'a user pool invokes the trigger that it may, and nothing else',
      'the one for `cognito-idp.amazonaws.com` is gone',
      removeEvery('AWS::Lambda::Permission', (properties) => properties['Principal'] === 'cognito-idp.amazonaws.com'),
      authorisation,
    ),
    inTemplate('AWS::IAM::ManagedPolicy')(
      'a function does to the tables what its role allows, and nothing else',
      'no statement names DynamoDB',
      changeEvery('AWS::IAM::ManagedPolicy', (properties) => {
        const { PolicyDocument: document } = properties;
        if (!isJsonObject(document) || !Array.isArray(document['Statement'])) return;
        properties['PolicyDocument'] = {
          ...document,
          Statement: document['Statement'].filter((statement) => !JSON.stringify(statement).includes('dynamodb:')),
        };
      }),
      authorisation,
    ),
    inTemplate('AWS::IAM::Role')(
      'Lambda alone runs as the role of a function',
      '`AssumeRolePolicyDocument` trusts `ec2.amazonaws.com`',
      changeEvery('AWS::IAM::Role', (properties) => {
        const text = JSON.stringify(properties['AssumeRolePolicyDocument']).replace(
          'lambda.amazonaws.com',
          'ec2.amazonaws.com',
        );
        properties['AssumeRolePolicyDocument'] = JSON.parse(text);
      }),
      authentication,
    ),
    inTemplate('AWS::Lambda::Function')(
      'no role told to a function, nobody passes',
      '`PORTCULLIS_ROLES` is gone',
      dropEvery('AWS::Lambda::Function', 'Environment.Variables.PORTCULLIS_ROLES'),
      authorisation,
    ),
    inTemplate('AWS::DynamoDB::Table')(
      'the accounts of an owner are found by the index',
      '`GlobalSecondaryIndexes` is gone',
      changeEvery('AWS::DynamoDB::Table', (properties) => {
        if (!('GlobalSecondaryIndexes' in properties)) return;
        delete properties['GlobalSecondaryIndexes'];
        properties['AttributeDefinitions'] = (properties['AttributeDefinitions'] as Properties[string][]).slice(0, 2);
      }),
      authorisation,
    ),
    inTemplate('any resource')(
      'a property that this machine cannot honour is refused',
      'a method has the property `AuthorisationType`',
      changeEvery(method, (properties) => {
        properties['AuthorisationType'] = 'NONE';
      }),
      authentication,
    ),
    inWebAcl(
      'a statement that this machine does not know is refused',
      'a rule has an `AsnMatchStatement` of an unknown form',
      changeEvery(webAcl, (properties) => {
        const { Rules: rules } = properties;
        if (!Array.isArray(rules)) return;
        properties['Rules'] = rules.map((rule, index) =>
          index === 0 && isJsonObject(rule) ? { ...rule, Statement: { LuckMatchStatement: {} } } : rule,
        );
      }),
      firewall,
    ),
  ],
};
