import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type ConnectionOptions, connect } from 'node:tls';
import { promisify } from 'node:util';
import { certificatesIn, tlsOptionsOf } from '../../../lib/local/tls/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-tls-'));
const { caFile, server: credential } = certificatesIn(folder, Date.now());
const ca = readFileSync(caFile);
after(() => rmSync(folder, { recursive: true }));

const listen = async (policy: string): Promise<{ readonly server: Server; readonly port: number }> => {
  const server = createServer({ ...credential, ...tlsOptionsOf(policy) }, (_, response) => response.end('hello'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  return { server, port: (server.address() as AddressInfo).port };
};

/** The protocol, suite and key exchange of a handshake, or the code of the error that ended it. */
const shake = (port: number, options: ConnectionOptions = {}) =>
  new Promise<{ protocol: string | null; cipher: string; group: unknown } | string>((resolve) => {
    const socket = connect({ host: '127.0.0.1', servername: 'localhost', port, ca, ...options });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.on('secureConnect', () => {
      const group = Object(socket.getEphemeralKeyInfo()).name;
      resolve({ protocol: socket.getProtocol(), cipher: socket.getCipher().name, group });
      socket.destroy();
    });
  });

describe('the security policy SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09', () => {
  let server: Server;
  let port: number;
  before(async () => {
    ({ server, port } = await listen('SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09'));
  });
  after(() => server.close());

  it('agrees on TLS 1.3 with whoever can, and on TLS 1.2 with forward secrecy', async () => {
    const modern = await shake(port);
    assert.ok(typeof modern === 'object' && modern.protocol === 'TLSv1.3');
    const older = await shake(port, { maxVersion: 'TLSv1.2' });
    assert.ok(typeof older === 'object');
    assert.deepEqual([older.protocol, older.cipher], ['TLSv1.2', 'ECDHE-ECDSA-AES128-GCM-SHA256']);
  });

  it('offers a key exchange that a quantum computer does not break', async () => {
    assert.equal(typeof (await shake(port, { ecdhCurve: 'X25519MLKEM768' })), 'object');
  });

  it('refuses TLS 1.1 and 1.0', async () => {
    for (const version of ['TLSv1.1', 'TLSv1'] as const) {
      const options = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' };
      assert.match(String(await shake(port, options)), /PROTOCOL_VERSION|ECONNRESET/);
    }
  });

  it('refuses suites without forward secrecy, and with block chaining', async () => {
    for (const ciphers of ['AES128-GCM-SHA256', 'ECDHE-ECDSA-AES128-SHA256']) {
      assert.match(String(await shake(port, { maxVersion: 'TLSv1.2', ciphers })), /HANDSHAKE_FAILURE/);
    }
  });

  it('is not trusted by whoever does not trust the local CA, nor under another name', async () => {
    assert.equal(await shake(port, { ca: [] }), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    assert.equal(await shake(port, { servername: 'bank.example' }), 'ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('closes a connection in plain HTTP without a word of HTTP', async () => {
    const received = await new Promise<string>((resolve) => {
      const socket = connectTcp(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'));
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
      });
      socket.on('error', () => resolve(text));
      socket.on('close', () => resolve(text));
    });
    assert.doesNotMatch(received, /HTTP|Location/i);
  });

  it('is reached by a Node process that is given the CA file', async () => {
    const script = `fetch('https://localhost:${port}/').then((r) => r.text()).then((t) => process.stdout.write(t))`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], {
      env: { NODE_EXTRA_CA_CERTS: caFile },
    });
    assert.equal(stdout, 'hello');
  });

  const hasCurl = spawnSync('curl', ['--version']).status === 0;
  it('is reached by curl with --cacert, and by its IP address', {
    skip: !hasCurl && 'curl is not installed',
  }, async () => {
    for (const host of ['localhost', '127.0.0.1']) {
      const args = ['--silent', '--show-error', '--noproxy', '*', '--cacert', caFile, `https://${host}:${port}/`];
      assert.equal((await promisify(execFile)('curl', args)).stdout, 'hello');
    }
  });
});

describe('another security policy', () => {
  it('of TLS 1.3 alone refuses TLS 1.2', async () => {
    const { server, port } = await listen('SecurityPolicy_TLS13_1_3_2025_09');
    assert.equal(typeof (await shake(port)), 'object');
    assert.match(String(await shake(port, { maxVersion: 'TLSv1.2' })), /PROTOCOL_VERSION/);
    server.close();
  });

  it('is refused when it is unknown, of the edge, or would take TLS 1.0', () => {
    for (const policy of ['TLS_1_0', 'SecurityPolicy_TLS13_2025_EDGE', 'constructor', '']) {
      assert.throws(() => tlsOptionsOf(policy), /does not serve the security policy/);
    }
  });
});
