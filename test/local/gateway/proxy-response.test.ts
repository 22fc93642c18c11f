import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { Json } from '../../../lib/local/json.ts';
import { type Failure, startGateway, type TestOptions } from './fixture.ts';

const answerTo = (payload: Json | Failure, options: TestOptions = {}, headers: Readonly<Record<string, string>> = {}) =>
  startGateway({ functions: { main: () => payload }, ...options }).call('GET', '/', { headers });

describe('what a function returned', () => {
  it('becomes the answer', async () => {
    const answer = await answerTo({
      statusCode: 201,
      headers: { 'Content-Type': 'text/plain', 'X-One': '1', 'X-Number': 2, 'X-Flag': true },
      multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'], 'X-One': ['1', '3'] },
      body: 'done',
    });
    assert.equal(answer.status, 201);
    assert.equal(answer.text, 'done');
    assert.equal(answer.headers.get('content-type'), 'text/plain');
    assert.equal(answer.headers.get('set-cookie'), 'a=1, b=2');
    assert.equal(answer.headers.get('x-one'), '1, 3');
    assert.deepEqual([answer.headers.get('x-number'), answer.headers.get('x-flag')], ['2', 'true']);
  });

  it('is 200 without a body when it says nothing', async () => {
    const answer = await answerTo({});
    assert.deepEqual([answer.status, answer.text], [200, '']);
    assert.equal(answer.headers.get('content-type'), 'application/json');
  });

  it('has its challenge remapped, as everything that belongs to the gateway', async () => {
    const answer = await answerTo({
      statusCode: 401,
      headers: {
        'WWW-Authenticate': 'Bearer',
        date: 'today',
        Server: 'mine',
        'Content-Length': '999',
        'Transfer-Encoding': 'chunked',
        'x-amzn-RequestId': 'forged',
      },
    });
    assert.equal(answer.headers.has('www-authenticate'), false);
    assert.equal(answer.headers.get('x-amzn-remapped-www-authenticate'), 'Bearer');
    assert.equal(answer.headers.get('x-amzn-remapped-date'), 'today');
    assert.equal(answer.headers.get('x-amzn-remapped-server'), 'mine');
    assert.equal(answer.headers.get('x-amzn-remapped-content-length'), '999');
    for (const name of ['date', 'server', 'content-length', 'transfer-encoding'])
      assert.equal(answer.headers.has(name), false);
    assert.notEqual(answer.headers.get('x-amzn-requestid'), 'forged');
  });

  it('is decoded from base64 only for media types that the API treats as binary', async () => {
    const payload = { headers: { 'Content-Type': 'image/png' }, body: 'aGk=', isBase64Encoded: true };
    assert.equal((await answerTo(payload)).text, 'aGk=');
    assert.equal((await answerTo(payload, { api: { BinaryMediaTypes: ['image/*'] } })).text, 'hi');
    assert.equal(
      (await answerTo(payload, { api: { BinaryMediaTypes: ['image/gif'] } }, { Accept: 'image/gif' })).text,
      'hi',
    );
    assert.equal(
      (await answerTo({ ...payload, isBase64Encoded: false }, { api: { BinaryMediaTypes: ['*/*'] } })).text,
      'aGk=',
    );
  });

  const malformed: Readonly<Record<string, Json | Failure>> = {
    null: null,
    'a string': 'hello',
    'a list': [],
    'a member that no response has': { statusCode: 200, cookies: [] },
    'an object as body': { statusCode: 200, body: { a: 1 } },
    'a status that is no number': { statusCode: 'ok' },
    'a status out of bounds': { statusCode: 42 },
    'a header of two values': { headers: { a: ['b'] } },
    'a header that would end its line': { headers: { a: 'b\r\nSet-Cookie: c' } },
    'a header without a name': { headers: { '': 'b' } },
    'a thrown error': { failure: { kind: 'failed', errorType: 'Error', errorMessage: 'the secret is 42' } },
    'a timeout of its own': { failure: { kind: 'timed-out' } },
    'a crash': { failure: { kind: 'crashed', reason: 'out of memory' } },
  };
  for (const [title, payload] of Object.entries(malformed)) {
    it(`is a 502 that says nothing when it is ${title}`, async () => {
      const answer = await answerTo(payload);
      assert.equal(answer.status, 502);
      assert.equal(answer.text, '{"message":"Internal server error"}');
      assert.equal(answer.headers.get('x-amzn-errortype'), 'InternalServerErrorException');
    });
  }

  it('is a 500 where AWS has no room for the function', async () => {
    const reason = 'ReservedFunctionConcurrentInvocationLimitExceeded';
    const answer = await answerTo({ failure: { kind: 'throttled', reason } });
    assert.equal(answer.status, 500);
    assert.equal(answer.text, '{"message":"Internal server error"}');
  });

  it('is an answer or a 502, whatever JSON it is', async () => {
    let payload: Json = null;
    const { call, defects } = startGateway({ functions: { main: () => payload } });
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        // fast-check's JSON values are JSON.
        payload = value as Json;
        const { status } = await call('GET', '/');
        assert.ok(status === 502 || (status >= 200 && status < 600));
      }),
    );
    assert.deepEqual(defects, []);
  });

  it('comes too late after the timeout of the integration', async () => {
    const { call } = startGateway({
      functions: { main: () => new Promise((resolve) => setTimeout(() => resolve({ statusCode: 200 }), 200)) },
      methods: {
        'GET /': {
          Integration: {
            Type: 'AWS_PROXY',
            IntegrationHttpMethod: 'POST',
            Uri: 'arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-central-1:123456789012:function:main/invocations',
            TimeoutInMillis: 50,
          },
        },
      },
    });
    const answer = await call('GET', '/');
    assert.equal(answer.status, 504);
    assert.equal(answer.text, '{"message":"Endpoint request timed out"}');
  });
});

describe('a MOCK integration', () => {
  it('answers a CORS preflight to everyone alike', async () => {
    const { call, invocations } = startGateway({
      methods: {
        'OPTIONS /a': {
          Integration: {
            Type: 'MOCK',
            RequestTemplates: { 'application/json': '{ statusCode: 204 }' },
            IntegrationResponses: [
              {
                StatusCode: '204',
                ResponseParameters: {
                  'method.response.header.Access-Control-Allow-Origin': "'https://portal.example.com'",
                },
              },
            ],
          },
          MethodResponses: [{ StatusCode: '204' }],
        },
      },
    });
    const answer = await call('OPTIONS', '/a', { headers: { Origin: 'https://evil.example.com' } });
    assert.equal(answer.status, 204);
    assert.equal(answer.headers.get('access-control-allow-origin'), 'https://portal.example.com');
    assert.equal(invocations.length, 0);
  });
});
