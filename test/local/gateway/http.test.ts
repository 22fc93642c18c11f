import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { memberOf, startGateway, type TestOptions } from './fixture.ts';

async function listen(options: TestOptions = {}) {
  const { gateway, apiId, lastEvent } = startGateway(options);
  const server = createServer((message, response) => gateway.handle(apiId, message, response));
  after(() => server.close().closeAllConnections());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server on TCP has an address of this shape.
  const { port } = server.address() as AddressInfo;
  const call = (method: string, path: string, { headers = {}, body = Buffer.alloc(0) } = {}) =>
    new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
      const message = send({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString() }),
        );
      });
      message.on('error', reject);
      message.end(body);
    });
  return { call, lastEvent, port };
}

describe('over HTTP', () => {
  it('a request reaches the function as it was sent', async () => {
    const { call, lastEvent, port } = await listen({ methods: { 'POST /{proxy+}': {} } });
    const answer = await call('POST', '//a//b/?q=1&q=%20', {
      headers: { 'x-MiXed': 'yes', 'Content-Type': 'text/plain' },
      body: Buffer.from('žluť'),
    });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-length'], '2');
    const event = lastEvent();
    assert.equal(event['path'], '/a//b/');
    assert.equal(event['body'], 'žluť');
    assert.deepEqual(event['multiValueQueryStringParameters'], { q: ['1', ' '] });
    assert.equal(memberOf(event, 'headers')['x-MiXed'], 'yes');
    assert.equal(memberOf(event, 'headers')['X-Forwarded-Port'], String(port));
    assert.equal(memberOf(memberOf(event, 'requestContext'), 'identity')['sourceIp'], '127.0.0.1');
    assert.equal(memberOf(event, 'requestContext')['domainName'], '127.0.0.1');
  });

  it('a body reaches the function as base64 where the API treats it as binary', async () => {
    const { call, lastEvent } = await listen({ methods: { 'POST /': {} }, api: { BinaryMediaTypes: ['image/*'] } });
    await call('POST', '/', { headers: { 'Content-Type': 'image/png' }, body: Buffer.from([0, 255]) });
    assert.equal(lastEvent()['body'], 'AP8=');
    assert.equal(lastEvent()['isBase64Encoded'], true);
  });

  it('several headers of one name go out as several', async () => {
    const { call } = await listen({
      functions: { main: () => ({ multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] } }) },
    });
    assert.deepEqual((await call('GET', '/')).headers['set-cookie'], ['a=1', 'b=2']);
  });

  it('the answer to HEAD has no body, nor has a 204', async () => {
    const { call } = await listen({
      functions: { main: (event) => ({ statusCode: event['httpMethod'] === 'HEAD' ? 200 : 204, body: 'ignored' }) },
      methods: { 'HEAD /': {}, 'DELETE /': {} },
    });
    const head = await call('HEAD', '/');
    assert.deepEqual([head.status, head.text, head.headers['content-length']], [200, '', '7']);
    const deleted = await call('DELETE', '/');
    assert.deepEqual([deleted.status, deleted.text], [204, '']);
  });

  it('a payload of 10 MB is taken and a longer one refused', async () => {
    const { call, lastEvent } = await listen({ methods: { 'POST /': {} } });
    const limit = 10 * 1024 * 1024;
    assert.equal((await call('POST', '/', { body: Buffer.alloc(limit, 'x') })).status, 200);
    assert.equal(String(lastEvent()['body']).length, limit);
    const refused = await call('POST', '/', { body: Buffer.alloc(limit + 1) });
    assert.equal(refused.status, 413);
    assert.equal(refused.text, '{"message":"Request Too Long"}');
    assert.equal(refused.headers['connection'], 'close');
  });
});
