import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { type ReceivedRequest, readRequest } from '../../../lib/local/gateway/received-request.ts';
import {
  type Credential,
  certificatesIn,
  issueClientAuthority,
  issueClientCertificate,
} from '../../../lib/local/tls/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-received-'));
after(() => rmSync(folder, { recursive: true }));
const validity = { nowMillis: Date.now(), days: 1 };
const { server: own, caFile } = certificatesIn(folder, validity.nowMillis);
const authority = issueClientAuthority(validity);

/** What a server that asks for certificates, and takes any, reads of a request. */
async function readFrom({ certificate, privateKey }: Credential): Promise<ReceivedRequest> {
  const { promise, resolve, reject } = Promise.withResolvers<ReceivedRequest>();
  const ca = authority.certificate.toString();
  const server = createServer({ ...own, requestCert: true, rejectUnauthorized: false, ca }, (message, response) => {
    readRequest(message).then(resolve, reject);
    response.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const { port } = address;
  const trusted = readFileSync(caFile);
  const outgoing = request({ port, host: 'localhost', ca: trusted, cert: certificate.toString(), key, agent: false });
  outgoing.on('error', reject);
  outgoing.end();
  try {
    return await promise;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

describe('a request that was received', () => {
  it('tells of a client certificate whose chain was checked', async () => {
    const { clientCertificate, serverName } = await readFrom(issueClientCertificate(authority, 'acme', validity));
    assert.equal(clientCertificate?.subjectDN, 'CN=acme');
    assert.equal(serverName, 'localhost');
  });

  it('does not tell of one that was shown, and is of a stranger', async () => {
    const stranger = issueClientCertificate(issueClientAuthority(validity), 'acme', validity);
    assert.equal((await readFrom(stranger)).clientCertificate, undefined);
  });
});
