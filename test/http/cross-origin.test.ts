import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as cdk from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { Browser, Page } from 'playwright-core';
import * as z from 'zod';
import configuration from '../../cdk.json' with { type: 'json' };
import { type HandlerCode, SecureRestApi } from '../../lib/constructs/index.ts';
import { api, bearer, endpoint } from '../../lib/contract/index.ts';
import { type LocalRuntime, runLocally } from '../../lib/local/index.ts';
import { certificatesIn } from '../../lib/local/tls/index.ts';
import { findBrowser, openBrowser } from '../../scripts/login/open-browser.ts';

const executable = findBrowser();
const folder = mkdtempSync(join(tmpdir(), 'portcullis-pages-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Takes proofs, has a version, and knows repeats: what a page needs more headers for than a browser lets it send and read. */
const things = endpoint({
  route: 'PUT /things/{thingId}',
  summary: 'Change a thing',
  access: bearer({ scopes: ['shop/things.write'], boundTo: 'dpop' }),
  permission: 'things:write',
  effect: 'changes',
  request: { path: z.strictObject({ thingId: z.string().max(8) }), body: z.strictObject({}) },
  responses: { 200: z.strictObject({}) },
  version: 'checked',
});
const shop = api({ title: 'Shop', version: '1.0.0', endpoints: [things], roles: { buyer: ['things:write'] } });

/** Lets in whoever shows a proof, and asks everybody else for one; the function answers as those of `handle` do. */
const code: Readonly<Record<string, string>> = {
  [things.id]: `export const handler = async () => ({
    statusCode: 200,
    body: '{}',
    headers: {
      'Access-Control-Allow-Origin': process.env.PORTCULLIS_CORS_ORIGIN,
      'Access-Control-Expose-Headers': process.env.PORTCULLIS_CORS_EXPOSED_HEADERS,
      ETag: '"2"',
      'X-Internal': 'not for pages',
    },
  });`,
  'access-token': `export const handler = async ({ multiValueHeaders: sent, methodArn: Resource }) => {
    const isProven = Object.keys(sent).some((name) => name.toLowerCase() === 'dpop');
    const Statement = [{ Action: 'execute-api:Invoke', Effect: isProven ? 'Allow' : 'Deny', Resource }];
    const context = { challenge: 'DPoP error="use_dpop_nonce"', dpopNonce: 'the-next-one' };
    return { principalId: 'ada', policyDocument: { Version: '2012-10-17', Statement }, context };
  };`,
};

function handlerOf(kind: HandlerCode['kind'], id: string): HandlerCode {
  const at = join(folder, 'code', id);
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'index.mjs'), code[id] ?? '');
  return { id, kind, folder: at };
}

function synthesise(corsOrigin: string): string {
  const { context } = configuration;
  const app = new cdk.App({ context, builtinCloudFormationValidation: false, outdir: join(folder, 'assembly') });
  const stack = new cdk.Stack(app, 'Stack', { env: { account: '123456789012', region: 'eu-central-1' } });
  const users = Object.assign(new cognito.UserPool(stack, 'Users'), { clientIds: ['page'] });
  const handlers = { handlers: [handlerOf('endpoint', things.id), handlerOf('authorizer', 'access-token')] };
  new SecureRestApi(stack, 'Api', { api: shop, handlers, users, corsOrigin });
  return app.synth().directory;
}

/** A page of an origin, which holds nothing. */
async function servePage(tls: { readonly cert: string; readonly key: string }) {
  const server = createServer(tls, (_request, response) =>
    response.setHeader('content-type', 'text/html').end('<!doctype html>'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address.
  return { server, origin: `https://localhost:${(server.address() as AddressInfo).port}` };
}

/** What a page sees of an answer; `unreadable` where the browser keeps it from it. */
const askFrom = (page: Page, url: string, headers: Readonly<Record<string, string>>) =>
  page.evaluate(
    async (asked) => {
      try {
        const answer = await fetch(asked.url, { method: 'PUT', headers: asked.headers, body: '{}' });
        return { status: answer.status, headers: Object.fromEntries(answer.headers) };
      } catch {
        return 'unreadable';
      }
    },
    { url, headers },
  );

describe('a page in a browser', { skip: executable === undefined && 'there is no Chromium' }, () => {
  let runtime: LocalRuntime;
  let browser: Browser;
  let own: Page;
  let foreign: Page;
  let url: string;
  const ends: (() => unknown)[] = [];
  before(async () => {
    const stateFolder = join(folder, 'state');
    // The servers of this machine have one key, which the browser is told to take.
    const { server: tls, caFile } = certificatesIn(join(stateFolder, 'tls'), Date.now());
    const [ours, theirs] = [await servePage(tls), await servePage(tls)];
    ends.push(
      () => ours.server.close(),
      () => theirs.server.close(),
    );
    runtime = await runLocally({ assembly: synthesise(ours.origin), stateFolder });
    ends.push(() => runtime.close());
    url = `${runtime.apiUrl}/things/a`;
    browser = await openBrowser(executable ?? '', { url: ours.origin, caFile });
    ends.push(() => browser.close());
    [own, foreign] = [await browser.newPage(), await browser.newPage()];
    await own.goto(ours.origin);
    await foreign.goto(theirs.origin);
  });
  after(async () => {
    for (const end of ends.toReversed()) await end();
  });

  const json = { 'content-type': 'application/json', authorization: 'DPoP x', 'if-match': '"1"' };

  it('of the named origin sends its proof, and reads the version of the answer and nothing that nobody named', async () => {
    const seen = await askFrom(own, url, { ...json, dpop: 'proof' });
    assert.ok(seen !== 'unreadable');
    assert.equal(seen.status, 200);
    assert.equal(seen.headers['etag'], '"2"');
    assert.equal(seen.headers['x-internal'], undefined);
  });

  it('reads of a refusal what its next proof must hold', async () => {
    const seen = await askFrom(own, url, json);
    assert.ok(seen !== 'unreadable');
    assert.equal(seen.status, 401);
    assert.equal(seen.headers['dpop-nonce'], 'the-next-one');
    assert.equal(seen.headers['www-authenticate'], 'DPoP error="use_dpop_nonce"');
  });

  it('sends no header that no contract has a use for', async () => {
    assert.equal(await askFrom(own, url, { ...json, 'x-api-key': 'k' }), 'unreadable');
    assert.equal(await askFrom(own, url, { ...json, 'idempotency-key': 'k' }), 'unreadable');
  });

  it('of another origin sends nothing', async () => {
    assert.equal(await askFrom(foreign, url, { ...json, dpop: 'proof' }), 'unreadable');
  });
});
