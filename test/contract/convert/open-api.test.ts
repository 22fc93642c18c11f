import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as z from 'zod';
import {
  type Access,
  anyOf,
  api,
  apiKey,
  bearer,
  clientCertificate,
  endpoint,
  publicAccess,
  toOpenApi,
} from '../../../lib/contract/index.ts';
import { assertOpenApi } from './assert-open-api.ts';

const Account = z.strictObject({ accountId: z.string(), note: z.string().default('none') }).meta({ id: 'Account' });

const document = toOpenApi(
  api({
    title: 'Test',
    version: '1.2.3',
    roles: { customer: ['accounts:read', 'accounts:open'], partner: ['rates:read'] },
    endpoints: [
      endpoint({
        route: 'GET /accounts/{accountId}',
        summary: 'Show one account',
        tags: ['accounts'],
        access: bearer({ scopes: ['read', 'admin'] }),
        permission: 'accounts:read',
        effect: 'reads',
        request: {
          path: z.strictObject({ accountId: z.string().max(9) }),
          query: z.strictObject({ limit: z.coerce.number().int().max(9).default(3).describe('How many') }),
          headers: z.strictObject({ 'x-channel': z.enum(['web', 'voice']) }),
        },
        responses: { 200: Account },
        limits: { ratePerSecond: 3, burst: 4 },
      }),
      endpoint({
        route: 'POST /accounts/{accountId}',
        summary: 'Open an account',
        access: bearer({ scopes: ['write'] }),
        permission: 'accounts:open',
        effect: 'changes',
        request: { path: z.strictObject({ accountId: z.string() }), body: Account },
        responses: { 201: Account, 204: null },
        problems: { 'account-frozen': { status: 409, title: 'The account is frozen' } },
        idempotency: 'required',
      }),
      endpoint({
        route: 'GET /rates',
        summary: 'Show rates',
        access: apiKey({ scopes: ['rates'] }),
        permission: 'rates:read',
        effect: 'reads',
        responses: { 200: z.strictObject({ rate: z.number() }) },
      }),
      endpoint({
        route: 'GET /health',
        summary: 'Say ok',
        access: publicAccess({ because: 'monitors have no credentials' }),
        effect: 'reads',
        responses: { 200: z.strictObject({ ok: z.boolean() }) },
      }),
    ],
  }),
);

type Node = { readonly [key: string]: Node };
// The document is plain JSON: indexing what is not there throws, which is a failed test.
const at = (...path: readonly string[]) => path.reduce((node, key) => node[key] as Node, document as Node);

describe('toOpenApi', () => {
  it('is a sound document whose references resolve and whose schemas compile', () => {
    assertOpenApi(document);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const account = ajv.compile(
      at('paths', '/accounts/{accountId}', 'post', 'requestBody', 'content', 'application/json', 'schema'),
    );
    assert.equal(account({ accountId: 'a' }), true);
    assert.equal(account({ accountId: 'a', admin: true }), false);
  });

  it('says what is demanded of tokens beside their scopes, and nothing where nothing is', () => {
    const demands = { issuers: 'trusted', boundTo: 'dpop', assurance: { maxAgeSeconds: 60 }, fresh: true } as const;
    const vault = endpoint({
      route: 'GET /vault',
      summary: 'Look into the vault',
      access: anyOf(apiKey({ scopes: ['vault'] }), bearer({ scopes: ['vault'], ...demands })),
      permission: 'vault:read',
      effect: 'reads',
      responses: { 204: null },
    });
    const roles = { customer: ['vault:read'] } as const;
    const shown = toOpenApi(api({ title: 'Test', version: '1.2.3', roles, endpoints: [vault] }));
    const { get } =
      (shown['paths'] as Record<string, { readonly get: Readonly<Record<string, unknown>> }>)['/vault'] ?? {};
    assert.deepEqual(get?.['x-token-demands'], demands);
    assert.equal(Object.hasOwn(at('paths', '/accounts/{accountId}', 'get'), 'x-token-demands'), false);
  });

  it('says what is demanded of certificates beside their scopes', () => {
    const scopes = ['vault'] as const;
    const reads = (path: string, access: Access) =>
      endpoint({
        ...{ route: `GET /${path}`, summary: 'Look into it', access, permission: 'vault:read' },
        ...{ effect: 'reads', responses: { 204: null } },
      });
    const endpoints = [
      reads('pinned', clientCertificate({ scopes, pinned: true })),
      reads('any', clientCertificate({ scopes })),
    ];
    const roles = { partner: ['vault:read'] } as const;
    const { paths } = toOpenApi(api({ title: 'Test', version: '1.2.3', roles, endpoints }));
    const said = Object.entries(Object(paths)).map(([path, item]) => [path, Object(item).get['x-certificate-demands']]);
    assert.deepEqual(Object.fromEntries(said), { '/pinned': { pinned: true }, '/any': undefined });
  });

  it('gathers the methods of one path', () => {
    assert.deepEqual(Object.keys(at('paths', '/accounts/{accountId}')), ['get', 'post']);
  });

  it('shows what arrives and what is sent: a default is optional in the request only', () => {
    const post = ['paths', '/accounts/{accountId}', 'post'];
    const sent = at(...post, 'responses', '201', 'content', 'application/json', 'schema');
    const arriving = at(...post, 'requestBody', 'content', 'application/json', 'schema');
    assert.deepEqual(arriving['required'], ['accountId']);
    assert.deepEqual(sent['required'], ['accountId', 'note']);
    assert.equal(at(...post, 'responses', '204')['content'], undefined);
  });

  it('lists path, query and header parameters and the Idempotency-Key', () => {
    const summary = (method: string) =>
      Object.values(at('paths', '/accounts/{accountId}', method, 'parameters')).map((each) => [
        each['name'],
        each['in'],
        each['required'],
      ]);
    assert.deepEqual(summary('get'), [
      ['accountId', 'path', true],
      ['limit', 'query', false],
      ['x-channel', 'header', true],
    ]);
    assert.deepEqual(summary('post'), [
      ['accountId', 'path', true],
      ['idempotency-key', 'header', true],
    ]);
  });

  it('asks for any one of the scopes, and for nothing where access is public', () => {
    assert.deepEqual(at('paths', '/accounts/{accountId}', 'get')['security'], [
      { bearer: ['read'] },
      { bearer: ['admin'] },
    ]);
    assert.deepEqual(at('paths', '/rates', 'get')['security'], [{ apiKey: ['rates'] }]);
    assert.deepEqual(at('paths', '/health', 'get')['security'], []);
    assert.equal(at('paths', '/health', 'get')['x-public-because'], 'monitors have no credentials');
    assert.deepEqual(Object.keys(at('components', 'securitySchemes')), ['bearer', 'apiKey']);
  });

  it('carries limits and permission as extensions', () => {
    const { 'x-limits': limits, 'x-permission': permission } = at('paths', '/accounts/{accountId}', 'get');
    assert.deepEqual(limits, { ratePerSecond: 3, burst: 4, bodyBytes: 8_192, timeoutMillis: 10_000 });
    assert.equal(permission, 'accounts:read');
  });

  it('lists the problems of each status, standard and own', () => {
    const responses = at('paths', '/accounts/{accountId}', 'post', 'responses');
    assert.deepEqual(responses['409'], {
      $ref: '#/components/responses/account-frozen.answer-not-kept.idempotency-key-in-use',
    });
    assert.deepEqual(responses['422'], { $ref: '#/components/responses/idempotency-key-reused' });
    assert.equal(at('paths', '/health', 'get', 'responses')['401'], undefined);
  });

  it('shows the headers of a signed answer, what they cover and where the key comes from, and nothing of it elsewhere', () => {
    const scopes = ['bank/a'] as const;
    const order = (route: 'POST /signed' | 'POST /plain', more: object = {}) =>
      endpoint({
        route,
        summary: 'Submit an order',
        access: bearer({ scopes }),
        permission: 'orders:submit',
        effect: 'changes',
        responses: { 204: null },
        ...more,
      });
    const roles = { customer: ['orders:submit'] } as const;
    const told = { title: 'Orders', version: '1', roles };
    const signed = Object(
      toOpenApi(api({ ...told, endpoints: [order('POST /signed', { signedResponse: true }), order('POST /plain')] })),
    );
    const [answer, plain] = ['/signed', '/plain'].map((path) => signed.paths[path].post.responses['204'].headers);
    const names = ['content-digest', 'signature', 'signature-input'];
    assert.deepEqual(
      Object.keys(answer)
        .filter((name) => !Object.hasOwn(plain, name))
        .sort(),
      names,
    );
    for (const name of names) {
      const component = answer[name].$ref.replace('#/components/headers/', '');
      assert.equal(signed.components.headers[component].required, true, component);
    }
    const told9421 = signed.paths['/signed'].post['x-signed-response'];
    assert.deepEqual([told9421.label, told9421.algorithm], ['answer', 'ecdsa-p256-sha256']);
    assert.match(told9421.key, /GetPublicKey/);
    assert.equal(Object.hasOwn(signed.paths['/plain'].post, 'x-signed-response'), false);
    const without = Object(toOpenApi(api({ ...told, endpoints: [order('POST /plain')] })));
    assert.equal(Object.hasOwn(without.components.headers, 'Signature'), false);
  });

  it('is the same for the same contract', () => {
    assert.equal(JSON.stringify(document), JSON.stringify(JSON.parse(JSON.stringify(document))));
  });
});
