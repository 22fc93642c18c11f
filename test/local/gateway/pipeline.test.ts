import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startGateway } from './fixture.ts';

describe('a request to a REST API', () => {
  it('reaches the function of its method', async () => {
    const { call, invocations } = startGateway({ methods: { 'GET /accounts/{id}': {} } });
    const answer = await call('GET', '/accounts/7');
    assert.equal(answer.status, 200);
    assert.equal(answer.text, 'ok');
    assert.equal(answer.headers.get('content-type'), 'application/json');
    assert.match(answer.headers.get('x-amzn-requestid') ?? '', /^[0-9a-f-]{36}$/);
    assert.match(answer.headers.get('x-amz-apigw-id') ?? '', /^.{15}=$/);
    assert.match(answer.headers.get('x-amzn-trace-id') ?? '', /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    assert.equal(invocations.length, 1);
  });

  for (const [title, method, path] of [
    ['path', 'GET', '/nowhere'],
    ['method', 'DELETE', '/accounts/7'],
  ] as const) {
    it(`with an unknown ${title} is refused as if a token were missing`, async () => {
      const { call, invocations } = startGateway({ methods: { 'GET /accounts/{id}': {} } });
      const answer = await call(method, path);
      assert.equal(answer.status, 403);
      assert.equal(answer.text, '{"message":"Missing Authentication Token"}');
      assert.equal(answer.headers.get('x-amzn-errortype'), 'MissingAuthenticationTokenException');
      assert.match(answer.headers.get('x-amzn-requestid') ?? '', /^[0-9a-f-]{36}$/);
      assert.equal(invocations.length, 0);
    });
  }

  it('is refused when API Gateway has no permission to invoke the function', async () => {
    const asked: string[] = [];
    const { call } = startGateway({
      methods: { 'GET /accounts/{id}': {} },
      mayInvoke: ({ sourceArn }) => {
        asked.push(sourceArn);
        return false;
      },
    });
    const answer = await call('GET', '/accounts/7');
    assert.equal(answer.status, 500);
    assert.equal(answer.text, '{"message":"Internal server error"}');
    assert.match(asked[0] ?? '', /^arn:aws:execute-api:eu-central-1:123456789012:\w{10}\/live\/GET\/accounts\/\{id\}$/);
  });

  it('is refused above 10 MB', async () => {
    const { call, gateway, apiId } = startGateway();
    assert.equal((await call('GET', '/', { body: 'x' })).status, 200);
    const answer = await gateway.respond(apiId, {
      method: 'GET',
      path: '/',
      query: '',
      headers: [],
      body: undefined,
      clientIp: '192.0.2.7',
      port: 443,
      protocol: 'HTTP/1.1',
      tls: undefined,
    });
    assert.equal(answer.status, 413);
  });

  it('is refused when its head is longer than 10,240 bytes', async () => {
    const { call } = startGateway();
    assert.equal((await call('GET', '/', { headers: { 'X-Long': 'x'.repeat(10_000) } })).status, 200);
    assert.equal((await call('GET', '/', { headers: { 'X-Long': 'x'.repeat(10_240) } })).status, 413);
  });

  it('to an API that is not there is refused', async () => {
    const { gateway } = startGateway();
    const answer = await gateway.respond('nowhere', {
      method: 'GET',
      path: '/',
      query: '',
      headers: [],
      body: Buffer.alloc(0),
      clientIp: '',
      port: 443,
      protocol: 'HTTP/1.1',
      tls: undefined,
    });
    assert.equal(answer.status, 403);
  });

  it('that meets a defect of the gateway gets a 500 that says nothing, and the defect is reported', async () => {
    const { call, defects } = startGateway({
      firewall: () => {
        throw new Error('the secret is 42');
      },
    });
    const answer = await call('GET', '/');
    assert.equal(answer.status, 500);
    assert.equal(answer.text, '{"message":"Internal server error"}');
    assert.equal(defects.length, 1);
  });

  it('is counted by method', async () => {
    const { call, gateway } = startGateway({ methods: { 'GET /a': {} } });
    await call('GET', '/a');
    await call('GET', '/a');
    await call('GET', '/b');
    const metrics = gateway.metrics();
    assert.deepEqual(
      metrics.map(({ method, count, clientErrors, serverErrors }) => [method, count, clientErrors, serverErrors]),
      [
        ['GET /a', 2, 0, 0],
        [undefined, 1, 1, 0],
      ],
    );
  });
});
