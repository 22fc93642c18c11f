import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fetchKeySet } from '../../../lib/handler/index.ts';
import { certificatesIn } from '../../../lib/local/tls/index.ts';

describe('fetchKeySet', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-keys-'));
  let origin = '';
  let ca = '';
  const server = { close: () => undefined as unknown };

  before(async () => {
    const certificates = certificatesIn(folder, Date.now());
    ca = readFileSync(certificates.caFile, 'utf8');
    const listening = createServer(certificates.server, (request, response) => {
      const answers: Record<string, () => unknown> = {
        '/keys': () => response.end('{"keys":[]}'),
        '/moved': () => response.writeHead(302, { location: '/keys' }).end(),
        '/text': () => response.end('keys'),
        '/cut': () => {
          response.writeHead(200, { 'content-length': '100' }).write('{"keys":[');
          setTimeout(() => response.destroy(), 50);
        },
        '/stuck': () => response.writeHead(200).write('{"keys":['),
        '/long': () => response.end(`"${'x'.repeat(70_000)}"`),
      };
      answers[request.url ?? '']?.();
    });
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    const address = listening.address();
    assert.ok(typeof address === 'object' && address !== null);
    origin = `https://localhost:${address.port}`;
    server.close = () => listening.close();
  });
  after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  it('loads JSON over HTTPS', async () => {
    assert.deepEqual(await fetchKeySet(new URL('/keys', origin), { ca }), { keys: [] });
  });

  for (const [path, why] of [
    ['/moved', /status 302/],
    ['/text', /not JSON/],
    ['/long', /too long/],
    ['/cut', /could not be loaded/],
    ['/stuck', /could not be loaded/],
  ] as const) {
    it(`refuses ${path}`, { timeout: 8_000 }, async () => {
      await assert.rejects(fetchKeySet(new URL(path, origin), { ca }), why);
    });
  }

  it('refuses a server it cannot trust', async () => {
    await assert.rejects(fetchKeySet(new URL('/keys', origin)), /could not be loaded/);
  });

  it('refuses plain HTTP', async () => {
    await assert.rejects(async () => fetchKeySet(new URL('http://localhost/keys')), /HTTPS only/);
  });
});
