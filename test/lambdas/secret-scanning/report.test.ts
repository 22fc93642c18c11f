import assert from 'node:assert/strict';
import { generateKeyPairSync, hash, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { checksum } from '../../../lib/handler/api-key/checksum.ts';
import { generateApiKey } from '../../../lib/handler/index.ts';
import { certificatesIn } from '../../../lib/local/tls/index.ts';
import { trust } from '../../../scripts/bank/trust.ts';
import { serveKeys } from '../api-keys/serve-keys.ts';
import { call, loadHandler } from '../support.ts';

const scanner = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const keyId = 'a'.repeat(64);
const folder = mkdtempSync(join(tmpdir(), 'portcullis-scanner-'));
const { caFile, server: credential } = certificatesIn(folder, Date.now());
const key = scanner.publicKey.export({ type: 'spki', format: 'pem' });
const published = JSON.stringify({ public_keys: [{ key_identifier: keyId, key, is_current: true }] });
const server = createServer(credential, (_, response) => void response.end(published));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
// A server that listens on a port has an address.
process.env['SECRET_SCANNER_KEYS_URL'] = `https://localhost:${(server.address() as AddressInfo).port}/keys`;
trust(caFile);
const bank = await serveKeys();
after(async () => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
  await bank.close();
});

const report = await loadHandler('secret-scanning/report');
const { issueKey } = await import('../../../lambdas/api-keys/issue-key.ts');
const { loadKey } = await import('../../../lambdas/api-keys/load-key.ts');
const { signal } = new AbortController();

const issue = () =>
  issueKey(
    { name: 'Acme', purpose: 'Rates', scopes: ['bank/rates.read'], roles: ['partner'], expiresInDays: 1 },
    { by: 'olivia', nowSeconds: Math.floor(Date.now() / 1_000) },
    signal,
  );

const found = (token: string) => ({
  token,
  type: 'portcullis_api_key',
  url: 'https://github.com/x/y',
  source: 'content',
});

const send = (body: string, signed = body) =>
  call(report, 'POST /secret-scanning/alerts', {
    multiValueHeaders: {
      'Content-Type': ['application/json'],
      'Github-Public-Key-Identifier': [keyId],
      'Github-Public-Key-Signature': [sign('sha256', Buffer.from(signed), scanner.privateKey).toString('base64')],
    },
    body,
  });

describe('a report of leaked keys', () => {
  it('revokes a key that is good at once, and tells the scanner by its hash', async () => {
    const { key: leaked, facts } = await issue();
    // Blanks count: the signature is over what was sent.
    const { status, body } = await send(JSON.stringify([found(leaked)], undefined, 2));
    assert.equal(status, 200);
    const told = { token_hash: hash('sha256', leaked), token_type: 'portcullis_api_key', label: 'true_positive' };
    assert.deepEqual(body, [told]);
    const { status: state, revokedBy } = (await loadKey(facts.keyId, signal)) ?? {};
    assert.deepEqual([state, revokedBy], ['revoked', 'secret-scanning']);
  });

  it('leaves alone what only looks like a key: the id of one is no secret', async () => {
    const { key: good, facts } = await issue();
    const otherSecret = `${good.slice(0, -49)}${generateApiKey('live').key.slice(-49, -6)}`;
    const forged = `${otherSecret}${checksum(otherSecret)}`;
    const { body } = await send(
      JSON.stringify([found(forged), found('pcl_live_nonsense'), found(generateApiKey('live').key)]),
    );
    assert.deepEqual(
      body.map(({ label }: { label: string }) => label),
      ['false_positive', 'false_positive', 'false_positive'],
    );
    assert.equal((await loadKey(facts.keyId, signal))?.status, 'active');
  });

  it('that the scanner did not sign is refused, and revokes nothing', async () => {
    const { key: good, facts } = await issue();
    const { status, body } = await send(JSON.stringify([found(good)]), '[]');
    assert.deepEqual([status, body.code], [403, 'not-the-scanner']);
    assert.equal((await loadKey(facts.keyId, signal))?.status, 'active');
  });
});
