import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { listenSecurely, type SecureServer } from '../../../lib/local/runtime/secure-server.ts';
import { certificatesIn, tlsOptionsOf } from '../../../lib/local/tls/index.ts';

describe('a secure server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-'));
  const certificates = certificatesIn(folder, Date.now());
  const tls = { ...certificates.server, ...tlsOptionsOf('SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09') };
  let server: SecureServer;
  const port = () => Number(new URL(server.url).port);

  before(async () => {
    server = await listenSecurely({ port: 0, tls, listener: (_, response) => response.end('hello') });
  });
  after(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Everything that comes back over a bare TCP connection until it closes. */
  const said = (host: string, text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      let answer = '';
      const socket = connect(port(), host, () => socket.write(text));
      socket.setEncoding('latin1');
      socket.on('data', (chunk) => {
        answer += chunk;
      });
      socket.on('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ECONNREFUSED' ? reject(error) : resolve(answer),
      );
      socket.on('close', () => resolve(answer));
    });

  const statusOf = (headers: Readonly<Record<string, string>> = {}): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const call = request(server.url, { ca: readFileSync(certificates.caFile), headers, agent: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      call.on('error', reject);
      call.end();
    });

  it('answers over TLS', async () => assert.equal(await statusOf(), 200));

  it('ends a connection in plain HTTP without a word, and without a redirect', { timeout: 5_000 }, async () => {
    assert.equal(await said('127.0.0.1', 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'), '');
  });

  it('takes no more than 10,240 bytes of headers', async () => {
    assert.equal(await statusOf({ 'x-padding': 'a'.repeat(9_000) }), 200);
    assert.equal(await statusOf({ 'x-padding': 'a'.repeat(11_000) }), 431);
  });

  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal);
  const skip = outside === undefined && 'this machine has no address but its own';
  it('answers what is under way when it stops, and takes nothing new', async () => {
    const { promise: begun, resolve: begin } = Promise.withResolvers<() => void>();
    const slow = await listenSecurely({ port: 0, tls, listener: (_, response) => begin(() => response.end('done')) });
    const ca = readFileSync(certificates.caFile);
    const agent = new Agent({ keepAlive: true, ca });
    const answered = once(request(slow.url, { agent }).end(), 'response');
    const finish = await begun;
    const stopped = slow.close();
    await assert.rejects(once(request(slow.url, { ca, agent: false }).end(), 'response'), { code: 'ECONNREFUSED' });
    finish();
    const [response] = await answered;
    assert.equal(response.statusCode, 200);
    response.resume();
    await stopped;
    agent.destroy();
  });

  it('is not to be reached from another machine', { skip }, async () => {
    await assert.rejects(said(outside?.address ?? '', 'hello'), { code: 'ECONNREFUSED' });
  });
});
