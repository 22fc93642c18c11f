import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { apiUrlOf, callApi } from '../../../lib/local/dev/call-api.ts';
import { certificatesIn } from '../../../lib/local/tls/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-call-api-'));
const { caFile, server: credential } = certificatesIn(folder, Date.now());
const asked: string[] = [];
const server = createServer({ ...credential }, ({ method, url, headers }, response) => {
  asked.push(`${method} ${url} ${headers.authorization}`);
  if (url === '/live/moved') response.writeHead(307, { location: '/elsewhere' }).end();
  else response.writeHead(200, { 'content-type': 'application/json' }).end('{"items":[]}');
});
before(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
after(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** The stage of a deployed API stands in the path of its address. */
function access() {
  const { port } = server.address() as AddressInfo;
  return { url: apiUrlOf(`https://localhost:${port}/live/`), ca: readFileSync(caFile, 'utf8'), token: 'abc' };
}

describe('a call of an API', () => {
  it('goes to the stage that its address names', async () => {
    const { status, json } = await callApi(access(), { method: 'GET', path: '/api-keys?limit=1' });
    assert.deepEqual([status, json, asked.at(-1)], [200, { items: [] }, 'GET /live/api-keys?limit=1 Bearer abc']);
  });

  it('follows nobody elsewhere with the token', async () => {
    const { status, json } = await callApi(access(), { method: 'GET', path: '/moved' });
    assert.deepEqual([status, json, asked.at(-1)], [307, undefined, 'GET /live/moved Bearer abc']);
  });

  it('trusts nobody but the authority that was named', async () => {
    const { url, token } = access();
    await assert.rejects(callApi({ url, token }, { method: 'GET', path: '/' }), /certificate/);
  });
});
