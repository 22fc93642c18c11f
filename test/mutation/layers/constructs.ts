import { inRoom, type Layer, type Mutation } from '../mutation.ts';

const inConstruct = inRoom('constructs');

const inApi = (control: string, find: string, replace: string): Mutation =>
  inConstruct(control, 'secure-rest-api.ts', find, replace, 'secure-rest-api');
const inPool = (control: string, find: string, replace: string): Mutation =>
  inConstruct(control, 'user-pool.ts', find, replace, 'user-pool');
export const constructs: Layer = {
  name: 'constructs',
  mutations: [
    {
      ...inConstruct(
        'only a public contract makes a method without authorizer',
        'endpoint-access.ts',
        "    if (kind === 'cognito') return this.#cognito(route);",
        "    if (kind === 'cognito' && this.#cognito(route)) return { authorizationType: apigateway.AuthorizationType.NONE };",
        'secure-rest-api',
      ),
      refusedByCdk: true,
    },
    inConstruct(
      'a method takes tokens with a scope of the API only',
      'endpoint-access.ts',
      '      authorizationScopes: [...new Set(api.endpoints.flatMap(({ access }) => tokenScopesOf(access)))].sort(),\n',
      '',
      'secure-rest-api',
    ),
    {
      ...inConstruct(
        'no verdict outlives the token or the key it was given for',
        'endpoint-access.ts',
        'const uncached = cdk.Duration.seconds(0)',
        'const uncached = cdk.Duration.seconds(300)',
        'secure-rest-api',
      ),
      refusedByCdk: true,
    },
    inConstruct(
      'an apiKey endpoint is metered',
      'endpoint-access.ts',
      '      apiKeyRequired: isMetered(access),\n',
      '',
      'secure-rest-api',
    ),
    inConstruct(
      'an authorizer is always asked',
      'endpoint-access.ts',
      'identitySources: [],',
      "identitySources: [apigateway.IdentitySource.header('user-agent')],",
      'secure-rest-api',
    ),
    inApi(
      'every endpoint has its handler',
      '    assertCovered(this.node.path, props.api.endpoints, props.handlers);\n',
      '',
    ),
    inConstruct(
      'every handler has its endpoint',
      'handler-coverage.ts',
      "    ...[...handled].filter((id) => !declared.has(id)).map((id) => `the handler '${id}' has no endpoint in the api`),\n",
      '',
      'secure-rest-api',
    ),
    inApi(
      'a bearer endpoint has users',
      "broken: ({ api, users }) => users === undefined && api.endpoints.some(({ access }) => usesScheme(access, 'bearer'))",
      'broken: () => false',
    ),
    inApi(
      'an apiKey endpoint has plans',
      'broken: ({ api, usagePlans }) => usagePlans === undefined && api.endpoints.some(({ access }) => isMetered(access))',
      'broken: () => false',
    ),
    inApi(
      'the API refuses old TLS',
      'apigateway.SecurityPolicy.TLS13_1_2_PFS_PQ_2025_09',
      'apigateway.SecurityPolicy.TLS_1_2',
    ),
    inApi(
      'the API takes the name it was asked by',
      'apigateway.EndpointAccessMode.STRICT',
      'apigateway.EndpointAccessMode.BASIC',
    ),
    inApi(
      'every request leaves a line in the access log',
      '        accessLogFormat: apigateway.AccessLogFormat.custom(accessLogFormat),\n',
      '',
    ),
    inConstruct(
      'the access log holds no credential',
      'access-log.ts',
      "  apiKeyId: 'identity.apiKeyId',",
      "  apiKeyId: 'identity.apiKey',",
      'secure-rest-api',
    ),
    inConstruct(
      'the access log names no path of a caller',
      'access-log.ts',
      "  resourcePath: 'resourcePath',",
      "  resourcePath: 'path',",
      'secure-rest-api',
    ),
    inConstruct(
      'no data trace writes bodies to a log',
      'method-settings.ts',
      'dataTraceEnabled: false',
      'dataTraceEnabled: true',
      'secure-rest-api',
    ),
    inConstruct(
      'a method is throttled as its contract says',
      'method-settings.ts',
      '        throttlingRateLimit: limits.ratePerSecond,\n        throttlingBurstLimit: limits.burst,\n',
      '',
      'secure-rest-api',
    ),
    inApi(
      'a function knows the roles that may call it',
      '[environment.roles]: rolesHolding(api.roles, endpoint.permission).join(),',
      '[environment.roles]: Object.keys(api.roles).join(),',
    ),
    inApi(
      'a function outlives its own timeout',
      'const TIMEOUT_MARGIN_MILLIS = 1_000;',
      'const TIMEOUT_MARGIN_MILLIS = 0;',
    ),
    inApi(
      'the gateway invokes a function for its own method only',
      '{ allowTestInvoke: false }',
      '{ allowTestInvoke: true }',
    ),
    inConstruct(
      'no origin is a pattern',
      'secure-rest-api.ts',
      'broken: ({ corsOrigin }) => corsOrigin !== undefined && !isExactOrigin(corsOrigin)',
      'broken: () => false',
      'cors',
    ),
    inConstruct(
      'a page may send the headers that its contract reads, and no more',
      'cors.ts',
      'allowHeaders: [...new Set(ofPath.flatMap(requestHeadersOf))].sort(),',
      "allowHeaders: ['*'],",
      'cors',
    ),
    inConstruct(
      'no origin, no preflight',
      'cors.ts',
      '      allowOrigins: [origin],',
      "      allowOrigins: ['*'],",
      'cors',
    ),
    inConstruct(
      'a role does no more than log and trace',
      'handler-function.ts',
      "          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],\n          resources: [logGroup.logGroupArn],",
      "          actions: ['logs:*'],\n          resources: ['*'],",
      'secure-rest-api',
    ),
    ...(
      [
        ['reads one account', "this.grant(reader, ['dynamodb:GetItem']);", "this.grant(reader, ['dynamodb:*']);"],
        [
          'reads the entries of an account',
          "['dynamodb:GetItem', 'dynamodb:Query']",
          "['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan']",
        ],
        [
          'opens an account',
          "this.grant(opener, ['dynamodb:PutItem', 'dynamodb:UpdateItem']);",
          "this.grant(opener, ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem']);",
        ],
        [
          'moves money',
          "['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem']",
          "['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem']",
        ],
      ] as const
    ).map(([who, find, replace]) =>
      inConstruct(`a function that ${who} has no other right`, 'ledger.ts', find, replace, 'data'),
    ),
    inConstruct(
      'who may ask an index may not ask the table',
      'kept-table.ts',
      '`${this.table.tableArn}/index/${indexName}`',
      'this.table.tableArn',
      'data',
    ),
    inConstruct(
      'the authorizer reads one key, and lists none',
      'api-key-table.ts',
      "this.grant(verifier, ['dynamodb:GetItem']);",
      "this.grant(verifier, ['dynamodb:GetItem', 'dynamodb:Scan']);",
      'data',
    ),
    inConstruct(
      'a function reads the secret that it is granted, and no other',
      'generated-secret.ts',
      'resourceArns: [this.secretArn],',
      "resourceArns: ['*'],",
      'data',
    ),
    inConstruct('nobody guesses a secret', 'generated-secret.ts', 'passwordLength: 64', 'passwordLength: 8', 'data'),
    inConstruct(
      'a table is not deleted by mistake',
      'kept-table.ts',
      'deletionProtection: true',
      'deletionProtection: false',
      'data',
    ),
    inConstruct(
      'a table can be restored',
      'kept-table.ts',
      'pointInTimeRecoveryEnabled: true',
      'pointInTimeRecoveryEnabled: false',
      'data',
    ),
    inConstruct(
      'a table is encrypted',
      'kept-table.ts',
      '      encryption: dynamodb.TableEncryption.AWS_MANAGED,\n',
      '',
      'data',
    ),

    inPool('nobody signs up alone', 'selfSignUpEnabled: false', 'selfSignUpEnabled: true'),
    inPool('nobody signs in without a second factor', 'mfa: cognito.Mfa.REQUIRED', 'mfa: cognito.Mfa.OPTIONAL'),
    inPool(
      'the second factor is no text message',
      'mfaSecondFactor: { otp: true, sms: false }',
      'mfaSecondFactor: { otp: true, sms: true }',
    ),
    inPool(
      'a password has fourteen characters',
      'minLength: props.passwordMinLength ?? passwordPolicy.minLength',
      'minLength: props.passwordMinLength ?? 8',
    ),
    inPool(
      'nobody asks for shorter passwords',
      'passwordMinLength >= passwordPolicy.minLength',
      'passwordMinLength >= 6',
    ),
    inPool('a password has symbols', 'requireSymbols: true', 'requireSymbols: false'),
    inPool(
      'a temporary password lasts a day',
      'tempPasswordValidity: cdk.Duration.days(passwordPolicy.temporaryDays)',
      'tempPasswordValidity: cdk.Duration.days(90)',
    ),
    inPool('the users are not deleted by mistake', 'deletionProtection: true', 'deletionProtection: false'),
    inPool(
      'threats are fought',
      'cognito.StandardThreatProtectionMode.FULL_FUNCTION',
      'cognito.StandardThreatProtectionMode.AUDIT_ONLY',
    ),
    inPool(
      'a password is sent only by clients that may',
      '...(passwordSignIn && { userPassword: true })',
      'userPassword: true',
    ),
    inPool(
      'an access token lasts fifteen minutes',
      'accessTokenValidity: cdk.Duration.minutes(15)',
      'accessTokenValidity: cdk.Duration.hours(12)',
    ),
    inPool('tokens can be revoked', 'enableTokenRevocation: true', 'enableTokenRevocation: false'),
    inPool(
      'no answer tells whether a user exists',
      'preventUserExistenceErrors: true',
      'preventUserExistenceErrors: false',
    ),
    inPool('a public client without a login page has no OAuth flow', '{ disableOAuth: true }', '{}'),
    inPool(
      'a service has the scopes that it is given',
      'scopes: scopes.map((scope) => this.#scope(scope))',
      'scopes: [...this.#scopes.values()]',
    ),

    inConstruct(
      'every answer of the gateway is a problem document',
      'gateway-responses.ts',
      "  { type: ResponseType.THROTTLED, problem: 'too-many-requests' },\n",
      '',
      'gateway-responses',
    ),
    inConstruct(
      'an answer of the gateway holds nothing of the request',
      'gateway-responses.ts',
      "code, requestId: '$context.requestId' }",
      "code, requestId: '$context.path' }",
      'gateway-responses',
    ),
    inConstruct(
      'an answer of the gateway has the security headers',
      'gateway-responses.ts',
      '        ...quoted(securityHeaders),\n',
      '',
      'gateway-responses',
    ),
    inConstruct(
      'an expired token is 401 with a challenge',
      'gateway-responses.ts',
      "problem: 'token-expired', challenge: 'bearer'",
      "problem: 'token-expired'",
      'gateway-responses',
    ),

    inConstruct(
      'a plan has a rate',
      'usage-plans.ts',
      '        throttle: { rateLimit: ratePerSecond, burstLimit: burst },\n',
      '',
      'usage-plans',
    ),
    inConstruct(
      'a plan has a quota',
      'usage-plans.ts',
      '        quota: { limit: requestsPerDay, period: apigateway.Period.DAY },\n',
      '',
      'usage-plans',
    ),
    inConstruct(
      'a limit of a plan is a positive number',
      'usage-plans.ts',
      '          ratePerSecond > 0 &&\n',
      '',
      'usage-plans',
    ),
    inConstruct(
      'the metering key never stands in the template',
      'usage-plans.ts',
      'value: meteringKey.secretValue.unsafeUnwrap(),',
      "value: 'metering-key-of-twenty-letters',",
      'usage-plans',
    ),

    inConstruct(
      'the gateway refuses a request without a required parameter',
      'request-parameters.ts',
      'refused.has(name)',
      'refused.has(name) && false',
      'request-parameters',
    ),
    inConstruct(
      'the gateway asks for the idempotency key',
      'request-parameters.ts',
      "idempotency === 'required' ?",
      "idempotency === 'none' ?",
      'secure-rest-api',
    ),
    inConstruct(
      'parameters are refused at the gateway',
      'request-validation.ts',
      "addRequestValidator('ParametersOnly', {\n      validateRequestParameters: true",
      "addRequestValidator('ParametersOnly', {\n      validateRequestParameters: false",
      'secure-rest-api',
    ),
    inConstruct(
      'a body is refused at the gateway where the contract says so',
      'request-validation.ts',
      'validateRequestBody: true',
      'validateRequestBody: false',
      'secure-rest-api',
    ),
    {
      control: 'an exception to a rule of cdk-nag has a reason in docs/exceptions.md',
      how: {
        kind: 'source',
        file: 'lib/constructs/generated-secret.ts',
        find: "    acknowledge(this, 'SMG4', whyNotRotated);\n",
        replace: "    if (whyNotRotated === '') acknowledge(this, 'SMG4', whyNotRotated);\n",
      },
      seenBy: ['test/bank/stacks.test.ts'],
    },
    {
      control: 'a function takes credentials from its environment and from nowhere else',
      how: {
        kind: 'source',
        file: 'lib/constructs/bundling/build.ts',
        find: 'plugins: [compilePlugin(root, contracts), credentialsPlugin]',
        replace: 'plugins: [compilePlugin(root, contracts), ...[credentialsPlugin].slice(1)]',
      },
      seenBy: ['test/constructs/bundling/credentials.test.ts'],
    },
  ],
};
