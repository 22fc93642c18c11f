import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Json, JsonObject } from '../../../lib/local/json.ts';
import { invocationUri, memberOf, ofType, startGateway, type TestFunction, type TestOptions } from './fixture.ts';

const policy = (Effect: string, Resource: Json, principalId = 'caller'): JsonObject => ({
  principalId,
  policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] },
});
const allowAll: TestFunction = () => policy('Allow', '*');
const threw =
  (errorMessage: string): TestFunction =>
  () => ({
    failure: { kind: 'failed', errorType: 'Error', errorMessage },
  });

const start = (authorize: TestFunction, authorizer: JsonObject = {}, options: TestOptions = {}) =>
  startGateway({
    functions: { authorize },
    methods: {
      'GET /rates': { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'keys' } },
      'GET /rates/{currency}': { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'keys' } },
    },
    ...options,
    resources: {
      keys: ofType('Authorizer', {
        RestApiId: { Ref: 'api' },
        Name: 'keys',
        Type: 'REQUEST',
        AuthorizerUri: invocationUri('authorize'),
        IdentitySource: 'method.request.header.X-API-Key',
        AuthorizerResultTtlInSeconds: 60,
        ...authorizer,
      }),
      ...options.resources,
    },
  });

const key = (value: string) => ({ headers: { 'X-API-Key': value } });
const token = { Type: 'TOKEN', IdentitySource: 'method.request.header.Authorization' };

describe('a REQUEST authorizer', () => {
  it('is shown the request and says who calls', async () => {
    const { call, invocations, lastEvent, apiId } = start(() => ({
      ...policy('Allow', '*'),
      context: { scopes: 'rates', level: 3, live: true },
    }));
    assert.equal((await call('GET', '/rates/EUR?q=1', key('k'))).status, 200);
    const event = invocations[0]?.payload ?? {};
    assert.equal(event['type'], 'REQUEST');
    assert.equal(event['methodArn'], `arn:aws:execute-api:eu-central-1:123456789012:${apiId}/live/GET/rates/EUR`);
    assert.equal(event['resource'], '/rates/{currency}');
    assert.deepEqual(event['pathParameters'], { currency: 'EUR' });
    assert.deepEqual(event['queryStringParameters'], { q: '1' });
    assert.deepEqual(event['stageVariables'], {});
    assert.equal(memberOf(event, 'headers')['X-API-Key'], 'k');
    assert.equal('body' in event, false);
    assert.deepEqual(memberOf(lastEvent(), 'requestContext')['authorizer'], {
      principalId: 'caller',
      integrationLatency: 0,
      scopes: 'rates',
      level: '3',
      live: 'true',
    });
  });

  it('is not asked when an identity source is missing, empty or sent twice', async () => {
    const { call, invocations } = start(allowAll);
    for (const headers of [
      {},
      { 'X-API-Key': '' },
      [
        ['X-API-Key', 'k'],
        ['x-api-key', 'l'],
      ] as const,
    ]) {
      const answer = await call('GET', '/rates', { headers });
      assert.equal(answer.status, 401);
      assert.equal(answer.text, '{"message":"Unauthorized"}');
    }
    assert.equal(invocations.length, 0);
  });

  it('reads identity from query, stage variables and context', async () => {
    const { call } = start(
      allowAll,
      { IdentitySource: 'method.request.querystring.q, stageVariables.tenant, context.identity.sourceIp' },
      { stage: { Variables: { tenant: 'blue' } } },
    );
    assert.equal((await call('GET', '/rates?q=1')).status, 200);
    assert.equal((await call('GET', '/rates')).status, 401);
    assert.equal((await call('GET', '/rates?q=1&q=2')).status, 401);
  });

  it('is asked once for the same identity until its answer is too old', async () => {
    const { call, invocations, wait } = start(allowAll);
    const asked = () => invocations.filter(({ name }) => name === 'authorize').length;
    await call('GET', '/rates', key('k'));
    await call('GET', '/rates', key('k'));
    assert.equal(asked(), 1);
    await call('GET', '/rates', key('l'));
    assert.equal(asked(), 2);
    wait(59_999);
    await call('GET', '/rates', key('k'));
    assert.equal(asked(), 2);
    wait(1);
    await call('GET', '/rates', key('k'));
    assert.equal(asked(), 3);
  });

  it('is not asked less often because its answer is used', async () => {
    const { call, invocations, wait } = start(allowAll);
    for (let second = 0; second <= 60; second += 20) {
      await call('GET', '/rates', key('k'));
      wait(20_000);
    }
    assert.equal(invocations.filter(({ name }) => name === 'authorize').length, 2);
  });

  it('is asked every time with a TTL of 0', async () => {
    const { call, invocations } = start(allowAll, { AuthorizerResultTtlInSeconds: 0 });
    await call('GET', '/rates', key('k'));
    await call('GET', '/rates', key('k'));
    assert.equal(invocations.filter(({ name }) => name === 'authorize').length, 2);
  });

  it('has a remembered policy evaluated for every route it is used on', async () => {
    const { call, invocations } = start((event) => policy('Allow', event['methodArn'] ?? ''));
    assert.equal((await call('GET', '/rates/EUR', key('k'))).status, 200);
    const answer = await call('GET', '/rates/USD', key('k'));
    assert.equal(answer.status, 403);
    assert.match(
      answer.text,
      /^\{"Message":"User is not authorized to access this resource because no identity-based policy/,
    );
    assert.equal(invocations.filter(({ name }) => name === 'authorize').length, 1);
  });

  it('denies by an explicit Deny, whatever else is allowed', async () => {
    const { call } = start(() => ({
      principalId: 'caller',
      policyDocument: {
        Statement: [
          { Effect: 'Allow', Action: '*', Resource: '*' },
          { Effect: 'Deny', Action: 'execute-api:*', Resource: ['arn:aws:execute-api:*:*:*/live/GET/rates'] },
        ],
      },
    }));
    assert.equal((await call('GET', '/rates/EUR', key('k'))).status, 200);
    const answer = await call('GET', '/rates', key('k'));
    assert.equal(answer.status, 403);
    assert.equal(answer.headers.get('x-amzn-errortype'), 'AccessDeniedException');
    assert.match(answer.text, /explicit deny/);
  });

  it('can have its own words in the response to a denial', async () => {
    const { call } = start(
      () => ({ ...policy('Deny', '*'), context: { challenge: 'Digest nonce="n"' } }),
      {},
      {
        resources: {
          denied: ofType('GatewayResponse', {
            RestApiId: { Ref: 'api' },
            ResponseType: 'ACCESS_DENIED',
            StatusCode: '401',
            ResponseParameters: { 'gatewayresponse.header.WWW-Authenticate': 'context.authorizer.challenge' },
          }),
        },
      },
    );
    const answer = await call('GET', '/rates', key('k'));
    assert.equal(answer.status, 401);
    assert.equal(answer.headers.get('www-authenticate'), 'Digest nonce="n"');
  });

  it("answers 401 for the error 'Unauthorized' and 500 for any other", async () => {
    const unauthorized = await start(threw('Unauthorized')).call('GET', '/rates', key('k'));
    assert.deepEqual([unauthorized.status, unauthorized.text], [401, '{"message":"Unauthorized"}']);
    for (const failing of [
      threw('unauthorized'),
      threw('boom'),
      (() => ({ failure: { kind: 'timed-out' } })) as TestFunction,
    ]) {
      const failed = await start(failing).call('GET', '/rates', key('k'));
      assert.deepEqual([failed.status, failed.text], [500, '{"message":null}']);
    }
  });

  it('does not remember a failure', async () => {
    let calls = 0;
    const { call } = start((event, invocation) =>
      (calls++ === 0 ? threw('Unauthorized') : allowAll)(event, invocation),
    );
    assert.equal((await call('GET', '/rates', key('k'))).status, 401);
    assert.equal((await call('GET', '/rates', key('k'))).status, 200);
  });

  const malformed: Readonly<Record<string, Json>> = {
    nothing: null,
    'an empty object': {},
    'a policy without statements': { principalId: 'p', policyDocument: { Version: '2012-10-17', Statement: [] } },
    'no principal': { policyDocument: policy('Allow', '*')['policyDocument'] },
    'an effect in lower case': policy('allow', '*'),
    'a condition': {
      principalId: 'p',
      policyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: {} }] },
    },
    'an object in its context': { ...policy('Allow', '*'), context: { nested: {} } },
    'a proxy response': { statusCode: 401, body: '' },
  };
  for (const [title, answered] of Object.entries(malformed)) {
    it(`is a configuration error when it answers ${title}`, async () => {
      const { call, invocations } = start(() => answered);
      const answer = await call('GET', '/rates', key('k'));
      assert.equal(answer.status, 500);
      assert.equal(answer.text, '{"message":null}');
      assert.equal(answer.headers.get('x-amzn-errortype'), 'AuthorizerConfigurationException');
      assert.equal(invocations.length, 1);
    });
  }

  it('is a configuration error when API Gateway may not invoke it', async () => {
    const { call, invocations } = start(
      allowAll,
      {},
      {
        mayInvoke: ({ sourceArn }) => !/\/authorizers\/\w{10}$/.test(sourceArn),
      },
    );
    assert.equal((await call('GET', '/rates', key('k'))).status, 500);
    assert.equal(invocations.length, 0);
  });
});

describe('a TOKEN authorizer', () => {
  it('is shown the token', async () => {
    const { call, invocations, apiId } = start(allowAll, token);
    assert.equal((await call('GET', '/rates', { headers: { Authorization: 'abc' } })).status, 200);
    assert.deepEqual(invocations[0]?.payload, {
      type: 'TOKEN',
      methodArn: `arn:aws:execute-api:eu-central-1:123456789012:${apiId}/live/GET/rates`,
      authorizationToken: 'abc',
    });
  });

  it('is asked only about tokens that match the expression as a whole', async () => {
    const { call, invocations } = start(allowAll, { ...token, IdentityValidationExpression: 'Bearer [a-z]+' });
    const statusOf = async (value: string) =>
      (await call('GET', '/rates', { headers: { Authorization: value } })).status;
    assert.equal(await statusOf('Bearer abc'), 200);
    assert.equal(await statusOf('Bearer abc!'), 401);
    assert.equal(await statusOf('xBearer abc'), 401);
    assert.equal(invocations.filter(({ name }) => name === 'authorize').length, 1);
  });
});
