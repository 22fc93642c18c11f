import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod';
import {
  type Access,
  allOf,
  anyOf,
  apiKey,
  basic,
  bearer,
  ContractError,
  clientCertificate,
  type EndpointDeclaration,
  endpoint,
  publicAccess,
  signature,
} from '../../lib/contract/index.ts';

const sound: EndpointDeclaration = {
  route: 'POST /accounts/{accountId}/notes',
  summary: 'Write a note',
  access: bearer({ scopes: ['notes.write'] }),
  permission: 'notes:write',
  effect: 'changes',
  request: {
    path: z.strictObject({ accountId: z.string() }),
    headers: z.strictObject({ 'x-channel': z.string() }),
    body: z.strictObject({ text: z.string() }),
  },
  responses: { 201: z.strictObject({ noteId: z.string() }) },
};

describe('endpoint', () => {
  it('fills in every default', () => {
    const made = endpoint({ ...sound, limits: { ratePerSecond: 4 } });
    assert.equal(made.id, 'post-accounts-accountId-notes');
    assert.deepEqual([made.method, made.path], ['POST', '/accounts/{accountId}/notes']);
    assert.deepEqual(made.limits, { ratePerSecond: 4, burst: 8, bodyBytes: 8_192, timeoutMillis: 10_000 });
    assert.deepEqual([made.tags, made.problems, made.idempotency, made.bodyRefusedBy], [[], {}, 'none', 'handler']);
    assert.deepEqual(made.headerNames, ['x-channel']);
  });

  it('accepts the root path, dots in a segment and an empty answer', () => {
    const access = publicAccess({ because: 'shows nothing but a greeting' });
    const { permission: _permission, ...declaration } = { ...sound, access, effect: 'reads' as const, request: {} };
    assert.equal(endpoint({ ...declaration, route: 'GET /', responses: { 204: null } }).id, 'get');
    assert.equal(endpoint({ ...declaration, route: 'GET /openapi.json' }).id, 'get-openapi.json');
  });

  it('accepts headers beside a signature which it covers', () => {
    const headers = z.strictObject({ 'one-time-proof': z.string() });
    const signed = { ...sound, access: signature({ scopes: ['a/b'] }), request: { ...sound.request, headers } };
    assert.deepEqual(endpoint(signed).headerNames, ['one-time-proof']);
  });

  const contradictions: Readonly<Record<string, readonly [Partial<EndpointDeclaration>, RegExp]>> = {
    'a route without a path': [{ route: 'POST /Accounts' }, /a route is a method/],
    'a path that ends in a slash': [{ route: 'POST /accounts/' }, /a route is a method/],
    'a path parameter without schema': [{ request: {} }, /every path parameter needs a schema/],
    'a schema without path parameter': [{ route: 'POST /accounts' }, /every path parameter needs a schema/],
    'one path parameter twice': [{ route: 'POST /{accountId}/{accountId}' }, /appears twice/],
    'a GET with a body': [{ route: 'GET /accounts/{accountId}/notes', effect: 'reads' }, /GET and DELETE have no body/],
    'a GET that changes': [
      { route: 'GET /a/{accountId}', request: { path: z.strictObject({ accountId: z.string() }) } },
      /GET only reads/,
    ],
    'public access without a reason': [{ access: publicAccess({ because: ' ' }) }, /public access needs a reason/],
    'access without a scope': [
      { access: { kind: 'bearer', scopes: [] as unknown as readonly [string] } },
      /at least one scope/,
    ],
    'an empty scope': [{ access: bearer({ scopes: [''] }) }, /no scope may be empty/],
    'two schemes at once in one header': [
      { access: allOf(bearer({ scopes: ['a/b'] }), basic({ scopes: ['a/b'] })) },
      /stand in different headers/,
    ],
    'a way in that contains another': [
      {
        access: anyOf(apiKey({ scopes: ['a/b'] }), allOf(apiKey({ scopes: ['a/b'] }), signature({ scopes: ['a/b'] }))),
      },
      /no way in contains another/,
    ],
    'one way in twice': [
      { access: anyOf(apiKey({ scopes: ['a/b'] }), apiKey({ scopes: ['a/c'] })) },
      /no way in contains another/,
    ],
    'a choice of one': [
      { access: { kind: 'anyOf', any: [apiKey({ scopes: ['a/b'] })] } as unknown as Access },
      /join at least two/,
    ],
    'an empty scope in a combination': [
      { access: anyOf(apiKey({ scopes: ['a/b'] }), bearer({ scopes: [''] })) },
      /no scope may be empty/,
    ],
    'an assurance that asks for nothing': [{ access: bearer({ scopes: ['a/b'], assurance: {} }) }, /acr values/],
    'an assurance whose name could end a header': [
      { access: bearer({ scopes: ['a/b'], assurance: { acrValues: ['loa"2'] } }) },
      /acr values/,
    ],
    'an assurance of no age': [{ access: bearer({ scopes: ['a/b'], assurance: { maxAgeSeconds: 0 } }) }, /acr values/],
    'different demands of the tokens of two ways in': [
      {
        access: anyOf(
          allOf(bearer({ scopes: ['a/b'], fresh: true }), apiKey({ scopes: ['a/b'] })),
          allOf(bearer({ scopes: ['a/b'] }), signature({ scopes: ['a/b'] })),
        ),
      },
      /the same is demanded/,
    ],
    'different demands of the certificates of two ways in': [
      {
        access: anyOf(
          allOf(bearer({ scopes: ['a/b'] }), clientCertificate({ scopes: ['a/b'], pinned: true })),
          allOf(apiKey({ scopes: ['a/b'] }), clientCertificate({ scopes: ['a/b'] })),
        ),
      },
      /of the certificates of one endpoint the same is demanded/,
    ],
    'access without a permission': [{ permission: undefined as unknown as 'notes:write' }, /needs a permission/],
    'public access with a permission': [
      { access: publicAccess({ because: 'shows nothing but a greeting' }) },
      /a public one has none/,
    ],
    'a permission of one word': [{ permission: 'notes' as 'notes:write' }, /a permission is two words/],
    'a header in upper case': [
      { request: { ...sound.request, headers: z.strictObject({ 'X-A': z.string() }) } },
      /lower case/,
    ],
    'a credential among the headers': [
      { request: { ...sound.request, headers: z.strictObject({ cookie: z.string() }) } },
      /credentials are no headers/,
    ],
    'a header that a signature would not cover': [
      {
        access: anyOf(apiKey({ scopes: ['a/b'] }), signature({ scopes: ['a/b'] })),
        request: {
          ...sound.request,
          headers: z.strictObject({ 'one-time-proof': z.string(), 'x-amount': z.string() }),
        },
      },
      /which signatures cover/,
    ],
    'an idempotency key for what only reads': [
      { idempotency: 'required', effect: 'reads' },
      /needs no idempotency key/,
    ],
    'no success': [{ responses: {} }, /at least one response/],
    'an error among the responses': [{ responses: { 201: null, 404: null } }, /an error is declared with `problems`/],
    'a problem with a success status': [{ problems: { odd: { status: 200, title: 'Odd' } } }, /a problem code is/],
    'a problem with a standard code': [
      { problems: { 'not-found': { status: 404, title: 'Gone' } } },
      /the code of a standard one/,
    ],
    'a limit that is NaN': [{ limits: { ratePerSecond: Number.NaN } }, /limits are positive/],
    'a body limit in parts of a byte': [{ limits: { bodyBytes: 0.5 } }, /limits are positive/],
    'a limit of zero': [{ limits: { burst: 0 } }, /limits are positive/],
    'a timeout longer than the gateway waits': [{ limits: { timeoutMillis: 29_000 } }, /at most 28000/],
    'a body refused by the gateway where there is none': [
      { bodyRefusedBy: 'gateway', request: { path: z.strictObject({ accountId: z.string() }) } },
      /needs a body/,
    ],
  };
  for (const [name, [change, message]] of Object.entries(contradictions)) {
    it(`refuses ${name}`, () => {
      assert.throws(
        () => endpoint({ ...sound, ...change }),
        (error) =>
          error instanceof ContractError && message.test(error.message) && error.message.startsWith(error.route),
      );
    });
  }

  const open: Readonly<Record<string, readonly [Partial<EndpointDeclaration>, string]>> = {
    'an object that drops unknown keys, deep in the body': [
      { request: { ...sound.request, body: z.strictObject({ list: z.array(z.object({ a: z.int() }).optional()) }) } },
      'request.body/list/* drops unknown keys silently',
    ],
    'a query that drops unknown keys': [
      { request: { ...sound.request, query: z.object({ limit: z.string() }) } },
      'request.query drops unknown keys silently',
    ],
    'headers that let unknown keys pass': [
      { request: { ...sound.request, headers: z.looseObject({}) } },
      'request.headers lets unknown keys pass',
    ],
    'a body of anything': [{ request: { ...sound.request, body: z.unknown() } }, 'request.body accepts anything'],
    'a record whose keys are not checked': [
      { request: { ...sound.request, body: z.looseRecord(z.string().regex(/^a/), z.int()) } },
      'request.body lets keys pass that break its key schema',
    ],
    'a response that drops undeclared fields': [
      { responses: { 200: z.union([z.strictObject({}), z.object({})]) } },
      'responses.200 drops unknown keys silently',
    ],
  };
  for (const [name, [change, message]] of Object.entries(open)) {
    it(`refuses ${name}`, () => {
      assert.throws(
        () => endpoint({ ...sound, ...change }),
        (error) => error instanceof ContractError && error.message.startsWith(`${sound.route}: ${message}`),
      );
    });
  }

  it('lets a response be open where its author spells it', () => {
    assert.ok(endpoint({ ...sound, responses: { 200: z.looseObject({ openapi: z.string() }) } }));
  });
});
