import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { connect } from 'node:tls';
import { listenSecurely, type SecureServer } from '../../../lib/local/runtime/secure-server.ts';
import { certificatesIn } from '../../../lib/local/tls/index.ts';

describe('a message that breaks HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-'));
  const certificates = certificatesIn(folder, Date.now());
  let requests = 0;
  let server: SecureServer;

  before(async () => {
    const listener = (_: unknown, response: { end(text: string): unknown }) => {
      requests += 1;
      return response.end('hello');
    };
    server = await listenSecurely({ port: 0, tls: certificates.server, listener });
  });
  after(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The first line of the answer; the connection has been closed after it. */
  const answerTo = (message: string): Promise<string | undefined> =>
    new Promise((resolve, reject) => {
      let answer = '';
      const { hostname, port } = new URL(server.url);
      const socket = connect({ host: hostname, port: Number(port), ca: readFileSync(certificates.caFile) }, () =>
        socket.write(message),
      );
      socket.setEncoding('latin1');
      socket.on('data', (chunk) => {
        answer += chunk;
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(answer.split('\r\n')[0]));
    });

  it('is told from one that does not', async () => {
    const before = requests;
    assert.equal(await answerTo('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'), 'HTTP/1.1 200 OK');
    assert.equal(requests, before + 1);
  });

  const broken: Readonly<Record<string, string>> = {
    'with two hosts': 'GET / HTTP/1.1\r\nHost: a\r\nhOST: b\r\n\r\n',
    'with the same host twice': 'GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n',
    'without a host': 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n',
    'with two lengths': 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 1\r\n\r\na',
    'with a length and a transfer coding':
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'with a header that goes on in the next line': 'GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n',
    'with a blank before a colon': 'GET / HTTP/1.1\r\nHost : a\r\n\r\n',
    'with lines that end without a return': 'GET / HTTP/1.1\nHost: a\n\n',
  };
  for (const [what, message] of Object.entries(broken)) {
    it(`${what} is no request`, { timeout: 5_000 }, async () => {
      const before = requests;
      assert.match((await answerTo(message)) ?? '', /^HTTP\/1\.1 400 /);
      assert.equal(requests, before);
    });
  }
});
