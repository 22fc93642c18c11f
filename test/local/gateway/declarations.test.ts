import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '../../../lib/local/json.ts';
import { invocationUri, ofType, startGateway, type TestOptions } from './fixture.ts';

const api = { Ref: 'api' };
const lambdaProxy = { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: invocationUri('main') };
const withMethod = (properties: JsonObject): TestOptions => ({ methods: { 'GET /a': properties } });
const withResource = (type: string, properties: JsonObject): TestOptions => ({
  resources: { other: ofType(type, { RestApiId: api, ...properties }) },
});

/** What a template may not say here, with what the refusal names. */
const refusals: readonly (readonly [title: string, options: TestOptions, named: RegExp])[] = [
  ['IAM authorization', withMethod({ AuthorizationType: 'AWS_IAM' }), /AuthorizationType/],
  [
    'an HTTP integration',
    withMethod({ Integration: { Type: 'HTTP_PROXY', Uri: 'https://example.com' } }),
    /Integration/,
  ],
  [
    'a Lambda integration that is no proxy',
    withMethod({ Integration: { ...lambdaProxy, Type: 'AWS' } }),
    /Integration/,
  ],
  [
    'a proxy by GET',
    withMethod({ Integration: { ...lambdaProxy, IntegrationHttpMethod: 'GET' } }),
    /IntegrationHttpMethod/,
  ],
  ['a timeout above 29 s', withMethod({ Integration: { ...lambdaProxy, TimeoutInMillis: 30_000 } }), /TimeoutInMillis/],
  ['a role for the integration', withMethod({ Integration: { ...lambdaProxy, Credentials: 'arn' } }), /Credentials/],
  [
    'a URI that is no function',
    withMethod({ Integration: { ...lambdaProxy, Uri: 'arn:aws:s3:::bucket' } }),
    /arn:aws:s3/,
  ],
  [
    'an unknown authorizer',
    withMethod({ AuthorizationType: 'CUSTOM', AuthorizerId: 'none' }),
    /there is no authorizer 'none'/,
  ],
  [
    'authorization without an authorizer',
    withMethod({ AuthorizationType: 'CUSTOM' }),
    /wants 'lambda' .* names 'none'/,
  ],
  ['scopes without a user pool', withMethod({ AuthorizationScopes: ['a'] }), /scopes/],
  ['an unknown model', withMethod({ RequestModels: { 'application/json': 'None' } }), /there is no model 'None'/],
  ['an unknown validator', withMethod({ RequestValidatorId: 'none' }), /there is no request validator 'none'/],
  [
    'a parameter of the body',
    withMethod({ RequestParameters: { 'method.request.body.a': true } }),
    /RequestParameters/,
  ],
  ['a resource policy', { api: { Policy: {} } }, /Policy/],
  ['an OpenAPI body', { api: { Body: {} } }, /Body/],
  ['a stage with a cache', { stage: { CacheClusterEnabled: true } }, /CacheClusterEnabled/],
  [
    'a cached method',
    { stage: { MethodSettings: [{ HttpMethod: 'GET', ResourcePath: '/', CachingEnabled: true }] } },
    /CachingEnabled/,
  ],
  [
    'a data trace',
    { stage: { MethodSettings: [{ HttpMethod: 'GET', ResourcePath: '/', DataTraceEnabled: true }] } },
    /DataTraceEnabled/,
  ],
  [
    'half a throttle',
    { stage: { MethodSettings: [{ HttpMethod: 'GET', ResourcePath: '/', ThrottlingRateLimit: 1 }] } },
    /needs a rate and a burst/,
  ],
  [
    'a second stage',
    withResource('Stage', {
      DeploymentId: { Ref: 'deployment' },
      StageName: { 'Fn::Join': ['', ['x', { Ref: 'stage' }]] },
    }),
    /one stage/,
  ],
  ['two parameters at one place', { methods: { 'GET /a/{b}': {}, 'GET /a/{c}': {} } }, /are one path/],
  ['a path below a greedy one', { methods: { 'GET /{p+}/a': {} } }, /never be reached/],
  ['a model that is no schema', withModel({ type: 'objekt' }), /model 'Bad'/],
  [
    'a model that refers to none',
    withModel({ $ref: 'https://apigateway.amazonaws.com/restapis/x/models/y' }),
    /model 'Bad'/,
  ],
  ['a gateway response of no type', withResource('GatewayResponse', { ResponseType: 'TEAPOT' }), /ResponseType/],
  [
    'a gateway response with an unknown variable',
    withResource('GatewayResponse', {
      ResponseType: 'DEFAULT_4XX',
      ResponseTemplates: { 'application/json': '$context.x' },
    }),
    /no variable '\$context\.x'/,
  ],
  [
    'a cached authorizer without identity',
    withResource('Authorizer', { Name: 'a', Type: 'REQUEST', AuthorizerUri: invocationUri('main') }),
    /needs an identity source/,
  ],
  [
    'an authorizer with a role',
    withResource('Authorizer', {
      Name: 'a',
      Type: 'TOKEN',
      AuthorizerUri: invocationUri('main'),
      IdentitySource: 'method.request.header.A',
      AuthorizerCredentials: 'arn',
    }),
    /AuthorizerCredentials/,
  ],
  [
    'an unknown identity source',
    withResource('Authorizer', {
      Name: 'a',
      Type: 'REQUEST',
      AuthorizerUri: invocationUri('main'),
      IdentitySource: 'method.request.body.A',
    }),
    /no identity source/,
  ],
  [
    'a plan that throttles no method',
    {
      resources: {
        plan: ofType('UsagePlan', {
          ApiStages: [{ ApiId: api, Stage: { Ref: 'stage' }, Throttle: { '/x/GET': { RateLimit: 1, BurstLimit: 1 } } }],
        }),
      },
    },
    /no method 'GET \/x'/,
  ],
  ['a short API key', { resources: { key: ofType('ApiKey', { Value: 'short-secret' }) } }, /20 to 128/],
];

function withModel(Schema: JsonObject): TestOptions {
  return {
    resources: { model: ofType('Model', { RestApiId: api, Name: 'Bad', Schema }) },
    methods: { 'POST /a': { RequestModels: { 'application/json': { Ref: 'model' } } } },
  };
}

describe('the declaration of an API', () => {
  for (const [title, options, named] of refusals) {
    it(`with ${title} is refused by name`, () => {
      assert.throws(
        () => startGateway(options),
        (error: Error) => {
          assert.match(error.message, named);
          assert.doesNotMatch(error.message, /short-secret/);
          return true;
        },
      );
    });
  }

  it('gives the same ids at each start', () => {
    assert.equal(startGateway().apiId, startGateway().apiId);
    assert.match(startGateway().apiId, /^[a-z0-9]{10}$/);
  });

  it('makes an API key a value of its own where it has none', () => {
    assert.doesNotThrow(() => startGateway({ resources: { key: ofType('ApiKey', { Enabled: true }) } }));
  });
});
