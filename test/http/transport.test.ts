import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect as connectPlain } from 'node:net';
import { describe, it } from 'node:test';
import { type ConnectionOptions, connect } from 'node:tls';
import { bankForTests } from './running-bank.ts';

const bank = bankForTests();

function handshake(options: ConnectionOptions): Promise<string> {
  const { hostname, port } = new URL(bank().demo.apiUrl);
  return new Promise((resolve, reject) => {
    const socket = connect(
      { host: hostname, port: Number(port), ca: readFileSync(bank().demo.caFile), ...options },
      () => {
        resolve(socket.getProtocol() ?? '');
        socket.destroy();
      },
    );
    socket.on('error', reject);
  });
}

/** Whatever the server says to bytes that are no TLS, until it closes. */
function speakPlainly(text: string): Promise<string> {
  const { hostname, port } = new URL(bank().demo.apiUrl);
  return new Promise((resolve) => {
    let said = '';
    const socket = connectPlain(Number(port), hostname, () => socket.write(text));
    socket.on('data', (chunk) => {
      said += chunk.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(said));
  });
}

describe('transport', () => {
  it('takes TLS 1.2 and 1.3', async () => {
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      assert.equal(await handshake({ minVersion: version, maxVersion: version }), version);
    }
  });

  it('refuses TLS 1.1 and 1.0', async () => {
    for (const version of ['TLSv1.1', 'TLSv1'] as const) {
      // Level 0, so that the client's own library would go along.
      await assert.rejects(handshake({ minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' }));
    }
  });

  it('refuses cipher suites without forward secrecy', async () => {
    await assert.rejects(handshake({ maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256:AES256-GCM-SHA384' }));
  });

  it('refuses cipher suites with block chaining', async () => {
    await assert.rejects(handshake({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA256' }));
  });

  it('shows a certificate that only its own authority vouches for', async () => {
    await assert.rejects(handshake({ ca: [] }), /certificate/);
  });

  it('answers plain HTTP with nothing, and with no redirect', async () => {
    const said = await speakPlainly('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n');
    assert.ok(!/HTTP\/1\.[01] [23]\d\d/.test(said), said);
    assert.ok(!/location:/i.test(said), said);
  });

  it('refuses more than 10,240 bytes of headers', async () => {
    const answer = await bank().client.call('/health', { headers: { 'x-padding': 'a'.repeat(11_000) } });
    assert.ok(answer.status >= 400 && answer.status < 500, String(answer.status));
  });
});
