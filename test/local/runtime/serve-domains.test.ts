import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent, request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { TLSSocket } from 'node:tls';
import type { CustomDomain } from '../../../lib/local/gateway/domains/custom-domain.ts';
import { readRequest } from '../../../lib/local/gateway/received-request.ts';
import { serveDomains } from '../../../lib/local/runtime/serve-domains.ts';
import {
  type Credential,
  certificatesIn,
  clientAuthorityIn,
  filesIn,
  issueClientAuthority,
  issueClientCertificate,
  writeCredential,
} from '../../../lib/local/tls/index.ts';
import { issueServerCertificate } from '../../../lib/local/tls/issue-certificate.ts';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-domains-'));
after(() => rmSync(folder, { recursive: true }));
const nowMillis = Date.now();
const day = 86_400_000;
const certificates = certificatesIn(join(folder, 'tls'), nowMillis);
const { authority, trustStoreFile } = clientAuthorityIn(join(folder, 'tls'), nowMillis);

const domain = (name: string, trustStore: string | undefined): CustomDomain => ({
  name,
  securityPolicy: 'TLS_1_2',
  trustStore,
  mappings: new Map([['', 'api']]),
});

/** Answers who came: what the gateway would tell functions. */
async function handleDomain(name: string, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const { clientCertificate, serverName } = await readRequest(message);
  response.end(JSON.stringify({ name, subject: clientCertificate?.subjectDN, serverName }));
}

const serve = async (domains: readonly CustomDomain[], port = 0) => {
  const api = { name: 'api', stageName: 'live', securityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09' };
  const gateway = {
    apis: new Map([['api', api]]),
    domains: new Map(domains.map((each) => [each.name, each])),
    handleDomain,
  };
  return serveDomains({ port, gateway, certificates, onServed: (server) => void after(() => server.close()) });
};

let count = 0;
/** Files of a credential, as curl takes them. */
function filesOf(credential: Credential): readonly string[] {
  count += 1;
  const files = filesIn(folder, `client-${count}`);
  writeCredential(files, credential);
  return ['--cert', files.certificate, '--key', files.key];
}

/** Not `spawnSync`: the server of this process must go on. */
async function curl(
  url: string,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly text: string }> {
  const child = spawn('curl', ['--silent', '--max-time', '5', '--cacert', certificates.caFile, ...args, url]);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const code = await new Promise<number>((resolve) => child.once('close', (given) => resolve(given ?? -1)));
  return { code, text };
}

const get = (url: string, agent: Agent): Promise<{ readonly resumed: boolean; readonly subject: unknown }> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, { agent }, (incoming) => {
      const { socket } = incoming;
      const resumed = socket instanceof TLSSocket && socket.isSessionReused();
      incoming.on('data', (chunk: Buffer) => resolve({ resumed, subject: JSON.parse(chunk.toString()).subject }));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });

const hasCurl = spawnSync('curl', ['--version']).status === 0;
describe('a domain with a trust store', { skip: !hasCurl && 'curl is not installed' }, async () => {
  const [served] = await serve([domain('partners.localhost', readFileSync(trustStoreFile, 'utf8'))]);
  const url = served?.url ?? '';

  it('lets in a client whose certificate an authority in it has issued, under either name of the domain', async () => {
    const client = filesOf(issueClientCertificate(authority, 'acme', { nowMillis, days: 1 }));
    const answer = await curl(url, ...client);
    assert.deepEqual(JSON.parse(answer.text), {
      name: 'partners.localhost',
      subject: 'CN=acme',
      serverName: 'localhost',
    });
    const named = new URL(url);
    named.hostname = 'partners.localhost';
    const byName = await curl(named.href, ...client, '--resolve', `partners.localhost:${named.port}:127.0.0.1`);
    assert.equal(JSON.parse(byName.text).serverName, 'partners.localhost');
  });

  const strangers: readonly (readonly [string, () => Credential | undefined])[] = [
    ['no certificate', () => undefined],
    ['a certificate that signed itself', () => issueClientAuthority({ nowMillis, days: 1 })],
    [
      'a certificate of another authority with the same name',
      () => issueClientCertificate(issueClientAuthority({ nowMillis, days: 1 }), 'acme', { nowMillis, days: 1 }),
    ],
    [
      'one that has expired',
      () => issueClientCertificate(authority, 'acme', { nowMillis: nowMillis - 9 * day, days: 1 }),
    ],
    [
      'one that is not valid yet',
      () => issueClientCertificate(authority, 'acme', { nowMillis: nowMillis + day, days: 1 }),
    ],
    ['one for servers', () => issueServerCertificate(authority, ['localhost'], { nowMillis, days: 1 })],
  ];
  for (const [stranger, credential] of strangers) {
    it(`ends the handshake of a client with ${stranger}`, async () => {
      const given = credential();
      const { code, text } = await curl(url, ...(given === undefined ? [] : filesOf(given)));
      assert.notEqual(code, 0);
      assert.equal(text, '');
    });
  }

  it('knows the client of a resumed session', async () => {
    const { certificate, privateKey } = issueClientCertificate(authority, 'acme', { nowMillis, days: 1 });
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const agent = new Agent({ ca: readFileSync(certificates.caFile), cert: certificate.toString(), key });
    const answers = [await get(url, agent), await get(url, agent)];
    assert.deepEqual(
      answers.map(({ resumed, subject }) => [resumed, subject]),
      [
        [false, 'CN=acme'],
        [true, 'CN=acme'],
      ],
    );
  });

  it('ends the handshake of a client that has the certificate and another key', async () => {
    const [, certificate = ''] = filesOf(issueClientCertificate(authority, 'acme', { nowMillis, days: 1 }));
    const [, , , key = ''] = filesOf(issueClientCertificate(authority, 'acme', { nowMillis, days: 1 }));
    assert.notEqual((await curl(url, '--cert', certificate, '--key', key)).code, 0);
  });

  it('keeps the security policy of the API behind it, not its own: no suite without forward secrecy', async () => {
    const client = filesOf(issueClientCertificate(authority, 'acme', { nowMillis, days: 1 }));
    assert.notEqual((await curl(url, ...client, '--tls-max', '1.2', '--ciphers', 'AES128-GCM-SHA256')).code, 0);
  });
});

describe('domains', { skip: !hasCurl && 'curl is not installed' }, () => {
  it('have a listener each, on the next free port', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    after(() => blocker.close());
    const address = blocker.address();
    assert.ok(typeof address === 'object' && address !== null);
    const served = await serve([domain('a.localhost', undefined), domain('b.example.com', undefined)], address.port);
    const [first = 0, second = 0] = served.map(({ url }) => Number(new URL(url).port));
    assert.ok(address.port < first && first < second);
    const { text } = await curl(served[1]?.url ?? '');
    assert.equal(JSON.parse(text).name, 'b.example.com');
  });

  it('are left out when nothing is mapped to them', async () => {
    assert.deepEqual(await serve([{ ...domain('a.localhost', undefined), mappings: new Map() }]), []);
  });

  it('do not tell of a certificate that they did not ask for', async () => {
    const [served] = await serve([domain('plain.localhost', undefined)]);
    const client = filesOf(issueClientCertificate(authority, 'acme', { nowMillis, days: 1 }));
    const { text } = await curl(served?.url ?? '', ...client);
    assert.equal(JSON.parse(text).subject, undefined);
  });
});
