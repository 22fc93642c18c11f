import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '../../../lib/local/json.ts';
import { memberOf, ofType, startGateway } from './fixture.ts';

/**
 * Facts that real API Gateway answered to recorded requests (2023 to 2024). Its stage stood in the path; here the API is
 * stage-less, as behind a custom domain. Headers that CloudFront adds to edge APIs do not exist on regional ones.
 */
describe('a Lambda proxy event, held against what AWS recorded', () => {
  const headers = {
    Accept: '*/*',
    'Accept-Encoding': 'gzip, deflate',
    Connection: 'keep-alive',
    'User-Agent': 'python-requests/testing',
    'tEsT-HEADeR': 'aValUE',
    authorization: 'random-value',
  };
  const methods = { 'ANY /{proxy+}': {}, 'GET /hardcoded': {} };

  const eventOf = async (
    target: string,
    method = 'GET',
    options: { headers?: Record<string, string>; body?: string } = {},
  ) => {
    const { call, invocations } = startGateway({ methods });
    assert.equal((await call(method, target, { headers, ...options })).status, 200);
    return invocations[0]?.payload ?? {};
  };

  it('has every member that AWS sends and no other', async () => {
    const { call, lastEvent, apiId } = startGateway({ methods });
    await call('GET', '/proxy-value', { headers });
    const event = lastEvent();
    const context = memberOf(event, 'requestContext');
    const expectedHeaders = {
      Host: 'localhost:8443',
      Accept: '*/*',
      'Accept-Encoding': 'gzip, deflate',
      'User-Agent': 'python-requests/testing',
      'tEsT-HEADeR': 'aValUE',
      Authorization: 'random-value',
      'X-Amzn-Trace-Id': memberOf(event, 'headers')['X-Amzn-Trace-Id'],
      'X-Forwarded-For': '192.0.2.7',
      'X-Forwarded-Port': '8443',
      'X-Forwarded-Proto': 'https',
    };
    assert.deepEqual(event, {
      body: null,
      headers: expectedHeaders,
      httpMethod: 'GET',
      isBase64Encoded: false,
      multiValueHeaders: Object.fromEntries(Object.entries(expectedHeaders).map(([name, value]) => [name, [value]])),
      multiValueQueryStringParameters: null,
      path: '/proxy-value',
      pathParameters: { proxy: 'proxy-value' },
      queryStringParameters: null,
      requestContext: {
        accountId: '123456789012',
        apiId,
        deploymentId: context['deploymentId'],
        domainName: 'localhost',
        domainPrefix: 'localhost',
        extendedRequestId: context['extendedRequestId'],
        httpMethod: 'GET',
        identity: {
          accessKey: null,
          accountId: null,
          caller: null,
          cognitoAuthenticationProvider: null,
          cognitoAuthenticationType: null,
          cognitoIdentityId: null,
          cognitoIdentityPoolId: null,
          principalOrgId: null,
          sourceIp: '192.0.2.7',
          user: null,
          userAgent: 'python-requests/testing',
          userArn: null,
        },
        path: '/proxy-value',
        protocol: 'HTTP/1.1',
        requestId: context['requestId'],
        requestTime: '22/Nov/2026:04:11:24 +0000',
        requestTimeEpoch: Date.UTC(2026, 10, 22, 4, 11, 24),
        resourceId: context['resourceId'],
        resourcePath: '/{proxy+}',
        stage: 'live',
      },
      resource: '/{proxy+}',
      stageVariables: null,
    });
    for (const id of ['apiId', 'resourceId', 'deploymentId']) assert.match(String(context[id]), /^[a-z0-9]{10}$/);
    assert.match(String(context['extendedRequestId']), /^.{15}=$/);
  });

  const paths: readonly (readonly [title: string, target: string, path: string, proxy: string, contextPath: string])[] =
    [
      [
        'keeps a trailing slash in the path, not in the parameter',
        '/proxy-value/',
        '/proxy-value/',
        'proxy-value',
        '/proxy-value/',
      ],
      [
        'keeps a double slash within the path',
        '/proxy-value//double-slash',
        '/proxy-value//double-slash',
        'proxy-value//double-slash',
        '/proxy-value//double-slash',
      ],
      [
        'drops a doubled leading slash everywhere but in the context',
        '//proxy-value',
        '/proxy-value',
        'proxy-value',
        '//proxy-value',
      ],
      [
        'decodes nothing in the path',
        '/proxy-value/api/user/test%2Balias@gmail.com/plus/test+alias@gmail.com',
        '/proxy-value/api/user/test%2Balias@gmail.com/plus/test+alias@gmail.com',
        'proxy-value/api/user/test%2Balias@gmail.com/plus/test+alias@gmail.com',
        '/proxy-value/api/user/test%2Balias@gmail.com/plus/test+alias@gmail.com',
      ],
    ];
  for (const [title, target, path, proxy, contextPath] of paths) {
    it(title, async () => {
      const event = await eventOf(target);
      assert.equal(event['path'], path);
      assert.deepEqual(event['pathParameters'], { proxy });
      assert.equal(memberOf(event, 'requestContext')['path'], contextPath);
      assert.equal(event['resource'], '/{proxy+}');
    });
  }

  it('has no path parameters for a fixed path, which goes before a greedy one', async () => {
    const event = await eventOf('//hardcoded');
    assert.equal(event['resource'], '/hardcoded');
    assert.equal(event['path'], '/hardcoded');
    assert.equal(event['pathParameters'], null);
    assert.equal(memberOf(event, 'requestContext')['path'], '//hardcoded');
  });

  it('has the query decoded, with a plus sign for a space', async () => {
    const event = await eventOf(
      '/proxy-value/api?dateTimeOffset=2023-06-12T18:05:10.123456+00:00&email=test%2Balias@gmail.com' +
        '&plus=test+alias@gmail.com&url=https://www.google.com/&whitespace=foo%20bar&zhash=abort/',
    );
    const expected = {
      dateTimeOffset: '2023-06-12T18:05:10.123456 00:00',
      email: 'test+alias@gmail.com',
      plus: 'test alias@gmail.com',
      url: 'https://www.google.com/',
      whitespace: 'foo bar',
      zhash: 'abort/',
    };
    assert.deepEqual(event['queryStringParameters'], expected);
    assert.deepEqual(
      event['multiValueQueryStringParameters'],
      Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, [value]])),
    );
  });

  it('has the last of several values, and all of them', async () => {
    const event = await eventOf('/proxy-value?category=electronics&category=books&price=10&price=20&price=30', 'POST', {
      headers: { ...headers, 'Content-Type': 'application/json;charset=utf-8', 'Content-Length': '26' },
      body: '{"message": "hello world"}',
    });
    assert.deepEqual(event['queryStringParameters'], { category: 'books', price: '30' });
    assert.deepEqual(event['multiValueQueryStringParameters'], {
      category: ['electronics', 'books'],
      price: ['10', '20', '30'],
    });
    assert.equal(event['body'], '{"message": "hello world"}');
    const seen = memberOf(event, 'headers');
    assert.equal(seen['Content-Type'], 'application/json;charset=utf-8');
    assert.equal(seen['Content-Length'], undefined);
    assert.equal(seen['Connection'], undefined);
  });
});

describe('the request validator, held against what AWS recorded', () => {
  const start = () =>
    startGateway({
      methods: {
        'POST /{issuer}': {
          RequestValidatorId: { Ref: 'validator' },
          RequestModels: { 'application/json': { Ref: 'testSchema' } },
          RequestParameters: {
            'method.request.querystring.qs1': true,
            'method.request.path.issuer': true,
            'method.request.header.x-header-param': true,
          },
        },
        'POST /missing': {
          RequestValidatorId: { Ref: 'validator' },
          RequestParameters: {
            'method.request.querystring.qs1': true,
            'method.request.path.issuer': true,
            'method.request.header.x-header-param': true,
          },
        },
        'POST /list': {
          RequestValidatorId: { Ref: 'validator' },
          RequestModels: { 'application/json': { Ref: 'testSchemaList' } },
        },
        'POST /status': {
          RequestValidatorId: { Ref: 'validator' },
          RequestModels: { 'application/json': { Ref: 'TestModel' } },
        },
      },
      resources: {
        validator: ofType('RequestValidator', {
          RestApiId: { Ref: 'api' },
          ValidateRequestBody: true,
          ValidateRequestParameters: true,
        }),
        testSchema: ofType('Model', {
          RestApiId: { Ref: 'api' },
          Name: 'testSchema',
          ContentType: 'application/json',
          Schema: {
            $schema: 'http://json-schema.org/draft-04/schema#',
            title: 'testSchema',
            type: 'object',
            properties: { a: { type: 'number' }, b: { type: 'number' } },
            required: ['a', 'b'],
          },
        }),
        testSchemaList: ofType('Model', {
          RestApiId: { Ref: 'api' },
          Name: 'testSchemaList',
          Schema: { type: 'array', items: { $ref: modelAddress('testSchema') } },
        }),
        StatusModel: ofType('Model', {
          RestApiId: { Ref: 'api' },
          Name: 'StatusModel',
          Schema: {
            type: 'object',
            properties: { Status: { type: 'string' }, Order: { type: 'integer' } },
            required: ['Status', 'Order'],
          },
        }),
        TestModel: ofType('Model', {
          RestApiId: { Ref: 'api' },
          Name: 'TestModel',
          Schema: {
            type: 'object',
            properties: { status: { oneOf: [{ type: 'null' }, { $ref: modelAddress('StatusModel') }] } },
            required: ['status'],
          },
        }),
      },
    });
  const modelAddress = (name: string): JsonObject => ({
    'Fn::Join': ['', ['https://apigateway.amazonaws.com/restapis/', { Ref: 'api' }, '/models/', { Ref: name }]],
  });
  const json = { 'Content-Type': 'application/json' };
  const complete = { ...json, 'x-header-param': 'value' };

  it('names every missing parameter: headers, then path, then query', async () => {
    const answer = await start().call('POST', '/missing', { headers: json, body: '{"a": 1, "b": 2}' });
    assert.equal(answer.status, 400);
    assert.equal(answer.text, '{"message":"Missing required request parameters: [x-header-param, issuer, qs1]"}');
    assert.equal(answer.headers.get('x-amzn-errortype'), 'BadRequestException');
  });

  it('names only what is missing', async () => {
    const { call } = start();
    const noHeader = await call('POST', '/test?qs1=q', { headers: json, body: '{"a": 1, "b": 2}' });
    assert.equal(noHeader.text, '{"message":"Missing required request parameters: [x-header-param]"}');
    const noQuery = await call('POST', '/test', { headers: complete, body: '{"a": 1, "b": 2}' });
    assert.equal(noQuery.text, '{"message":"Missing required request parameters: [qs1]"}');
  });

  it('lets a complete request through and refuses a body that does not fit its model', async () => {
    const { call } = start();
    assert.equal((await call('POST', '/test?qs1=q', { headers: complete, body: '{"a": 1, "b": 2}' })).status, 200);
    for (const body of ['{"a": 1}', '{"a": "1", "b": 2}', '{"a": 1, "b": 2', '']) {
      const answer = await call('POST', '/test?qs1=q', { headers: complete, body });
      assert.equal(answer.status, 400, body);
      assert.equal(answer.text, '{"message":"Invalid request body"}');
    }
  });

  it('follows the reference of one model to another', async () => {
    const { call } = start();
    assert.equal((await call('POST', '/list', { headers: json, body: '[{"a": 1, "b": 2}]' })).status, 200);
    const answer = await call('POST', '/list', { headers: json, body: '[{"a": 1}]' });
    assert.equal(answer.text, '{"message":"Invalid request body"}');
  });

  it('knows oneOf over null and a reference', async () => {
    const { call } = start();
    for (const body of ['{"status": null}', '{"status": {"Status": "ok", "Order": 1}}']) {
      assert.equal((await call('POST', '/status', { headers: json, body })).status, 200, body);
    }
    for (const body of ['{}', '{"status": {"Status": "ok"}}']) {
      assert.equal((await call('POST', '/status', { headers: json, body })).text, '{"message":"Invalid request body"}');
    }
  });
});
