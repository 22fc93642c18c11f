import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Match } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { apiTemplate, createApi } from './support/create-api.ts';
import { readStatus, smallApi, writeOrder } from './support/small-api.ts';
import { handlerCode, handlersFor, only, synthesise } from './support/synthesise.ts';

const template = apiTemplate();

test('refuses old TLS: a regional API with a policy of 2025 in strict mode', () => {
  template.hasResourceProperties('AWS::ApiGateway::RestApi', {
    EndpointConfiguration: { Types: ['REGIONAL'] },
    SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
    EndpointAccessMode: 'STRICT',
    ApiKeySourceType: 'AUTHORIZER',
  });
});

test('a bearer endpoint takes access tokens of the pool with one of its scopes, and no verdict is cached', () => {
  template.hasResourceProperties('AWS::ApiGateway::Method', {
    HttpMethod: 'POST',
    AuthorizationType: 'COGNITO_USER_POOLS',
    AuthorizationScopes: ['shop/orders.write'],
  });
  template.hasResourceProperties('AWS::ApiGateway::Authorizer', {
    Type: 'COGNITO_USER_POOLS',
    AuthorizerResultTtlInSeconds: 0,
  });
});

test('an apiKey endpoint always asks its authorizer, whatever was sent, and is metered', () => {
  template.hasResourceProperties('AWS::ApiGateway::Method', { AuthorizationType: 'CUSTOM', ApiKeyRequired: true });
  template.hasResourceProperties('AWS::ApiGateway::Authorizer', {
    Type: 'REQUEST',
    // The CDK's spelling of none.
    IdentitySource: '',
    AuthorizerResultTtlInSeconds: 0,
  });
  template.hasResourceProperties('AWS::ApiGateway::UsagePlan', {
    ApiStages: [Match.objectLike({ Stage: Match.anyValue() })],
  });
});

test('only a public contract makes a method without authorizer', () => {
  const open = template.findResources('AWS::ApiGateway::Method', { Properties: { AuthorizationType: 'NONE' } });
  assert.deepEqual(
    Object.values(open).map(({ Properties }) => Properties.OperationName),
    [readStatus.id],
  );
});

test('path, required query, header and the idempotency key are required at the gateway, optional ones are not', () => {
  template.hasResourceProperties('AWS::ApiGateway::Method', {
    HttpMethod: 'POST',
    RequestParameters: {
      'method.request.path.orderId': true,
      'method.request.header.x-channel': false,
      'method.request.header.idempotency-key': true,
    },
  });
  template.hasResourceProperties('AWS::ApiGateway::Method', {
    AuthorizationType: 'CUSTOM',
    RequestParameters: { 'method.request.querystring.base': true, 'method.request.querystring.page': false },
  });
});

test('the body is refused at the gateway only where the contract says so; the model stands in both cases', () => {
  for (const bodyRefusedBy of ['handler', 'gateway'] as const) {
    const made = apiTemplate({ api: smallApi(writeOrder({ bodyRefusedBy })) });
    const { RequestValidatorId, RequestModels } = only(made, 'AWS::ApiGateway::Method', { HttpMethod: 'POST' });
    assert.ok(Object.hasOwn(Object(RequestModels), 'application/json'));
    const validators = new Map(Object.entries(made.findResources('AWS::ApiGateway::RequestValidator')));
    const { Properties } = validators.get(Object(RequestValidatorId).Ref) ?? {};
    assert.equal(Properties.ValidateRequestParameters, true);
    assert.equal(Properties.ValidateRequestBody, bodyRefusedBy === 'gateway');
  }
});

test('the model is draft-04, closed and bounded as the contract is', () => {
  template.hasResourceProperties('AWS::ApiGateway::Model', {
    ContentType: 'application/json',
    Schema: {
      $schema: 'http://json-schema.org/draft-04/schema#',
      additionalProperties: false,
      required: ['amount'],
      properties: { amount: { type: 'integer', minimum: 1, maximum: 10 } },
    },
  });
});

test('one limit changed in a contract changes the throttle of its method, and of no other', () => {
  const throttles = (ratePerSecond: number) => {
    const made = apiTemplate({ api: smallApi(writeOrder({ limits: { ratePerSecond, burst: 7 } })) });
    const { MethodSettings } = only(made, 'AWS::ApiGateway::Stage');
    return (MethodSettings as readonly Record<string, unknown>[]).map((row) =>
      [row['HttpMethod'], row['ResourcePath'], row['ThrottlingRateLimit'], row['ThrottlingBurstLimit']].join(' '),
    );
  };
  const others = ['* /* 10 20', 'GET /~1status 10 20', 'GET /~1rates 10 20'];
  assert.deepEqual(throttles(3), [...others, 'POST /~1orders~1{orderId} 3 7']);
  assert.deepEqual(throttles(4), [...others, 'POST /~1orders~1{orderId} 4 7']);
});

test('every method setting repeats what holds for all: metrics, an error log, and no data trace', () => {
  const { MethodSettings } = only(template, 'AWS::ApiGateway::Stage');
  for (const row of MethodSettings as readonly Record<string, unknown>[]) {
    assert.equal(row['DataTraceEnabled'], false);
    assert.equal(row['LoggingLevel'], 'ERROR');
    assert.equal(row['MetricsEnabled'], true);
  }
});

test('the stage is traced and logs each request as JSON without credentials', () => {
  const { TracingEnabled, AccessLogSetting } = only(template, 'AWS::ApiGateway::Stage');
  assert.equal(TracingEnabled, true);
  const { Format } = AccessLogSetting as { readonly Format: string };
  const fields = JSON.parse(Format);
  assert.equal(fields.requestId, '$context.requestId');
  assert.equal(fields.wafStatus, '$context.waf.status');
  for (const variable of Object.values(fields)) {
    assert.match(String(variable), /^\$context\.[A-Za-z._]+$/);
    assert.doesNotMatch(
      String(variable),
      /identity\.apiKey$|[aA]uthorization$|clientCertPem|integration\.requestId|\.path$/,
    );
  }
});

test('each function knows the roles that may call it, and outlives its own timeout by a second', () => {
  const made = apiTemplate({ api: smallApi(writeOrder({ limits: { timeoutMillis: 2_500 } })) });
  made.hasResourceProperties('AWS::Lambda::Function', {
    Environment: {
      Variables: Match.objectLike({ PORTCULLIS_ROLES: 'buyer,clerk', POWERTOOLS_SERVICE_NAME: 'small-shop' }),
    },
    Timeout: 4,
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    TracingConfig: { Mode: 'Active' },
    LoggingConfig: { LogGroup: Match.anyValue() },
  });
});

test('a public endpoint has no roles to check', () => {
  template.hasResourceProperties('AWS::Lambda::Function', {
    Description: Match.stringLikeRegexp('^GET /status'),
    Environment: { Variables: Match.objectLike({ PORTCULLIS_ROLES: Match.absent() }) },
  });
});

test('the gateway may invoke a function for its own method only', () => {
  for (const { Properties } of Object.values(template.findResources('AWS::Lambda::Permission'))) {
    assert.match(JSON.stringify(Properties.SourceArn), /\/(?:GET|POST)\/[a-z]|authorizers\//);
    assert.doesNotMatch(JSON.stringify(Properties.SourceArn), /test-invoke-stage/);
  }
});

test('no role has an inline policy, and none may do more than log and trace before something is granted', () => {
  template.resourceCountIs('AWS::IAM::Policy', 0);
  for (const { Properties } of Object.values(template.findResources('AWS::IAM::Role'))) {
    assert.equal(Properties.Policies, undefined);
  }
  const policies = Object.entries(template.findResources('AWS::IAM::ManagedPolicy')).filter(([id]) =>
    id.includes('Handler'),
  );
  assert.equal(policies.length, 4);
  for (const [, { Properties }] of policies) {
    const actions = Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: string | string[] }) => Action);
    assert.deepEqual(actions, [
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]);
  }
});

test('a grant of the CDK reaches the managed policy of the function', () => {
  const made = synthesise((stack) => {
    const api = createApi(stack);
    const table = new dynamodb.Table(stack, 'Table', {
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
    });
    table.grant(api.function(readStatus), 'dynamodb:GetItem');
  });
  made.resourceCountIs('AWS::IAM::Policy', 0);
  made.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'dynamodb:GetItem' })]) },
  });
});

test('an endpoint without a handler, and a handler without an endpoint, do not synthesise', () => {
  const api = smallApi();
  const { handlers } = handlersFor(api);
  assert.throws(
    () => apiTemplate({ handlers: { handlers: [...handlers.slice(1), handlerCode('endpoint', 'get-ghosts')] } }),
    /'GET \/status' has no handler; the handler 'get-ghosts' has no endpoint in the api/,
  );
});

test('users, plans and the authorizer are asked for where a contract needs them', () => {
  const api = smallApi();
  const without = { handlers: handlersFor(api).handlers.filter(({ kind }) => kind !== 'authorizer') };
  assert.throws(() => apiTemplate({ handlers: without }), /there is no authorizer 'api-key' among the handlers: none/);
  assert.throws(() => synthesise((stack) => createApi(stack, withUndefined('users'))), /'bearer' access needs `users`/);
  assert.throws(() => synthesise((stack) => createApi(stack, withUndefined('usagePlans'))), /needs `usagePlans`/);
});

test('asking for the function of another api is refused by name', () => {
  synthesise((stack) => {
    const api = createApi(stack);
    assert.throws(() => api.function({ id: 'get-ghosts', route: 'GET /ghosts' }), /no endpoint 'GET \/ghosts'/);
  });
});

test('a rate that is no positive number is refused', () => {
  for (const defaultRatePerSecond of [0, -1, Number.NaN, 1.5]) {
    assert.throws(() => apiTemplate({ defaultRatePerSecond }), /defaultRatePerSecond/);
  }
});

// Plain JavaScript callers can pass what the types refuse.
const withUndefined = (name: string): object => ({ [name]: undefined });
