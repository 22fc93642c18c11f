import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod';
import { api, apiKey, bearer, endpoint, type Route, toOpenApi, type Versioning } from '../../lib/contract/index.ts';
import { assertOpenApi } from './convert/assert-open-api.ts';

const note = <const Version extends Versioning>(route: Route, version: Version) =>
  endpoint({
    route,
    summary: 'A note',
    access: bearer({ scopes: ['notes'] }),
    permission: 'notes:all',
    effect: route.startsWith('GET') ? 'reads' : 'changes',
    request: { path: z.strictObject({ noteId: z.string() }) },
    responses: { 200: z.strictObject({ text: z.string() }) },
    version,
  });
const rates = endpoint({
  route: 'GET /rates',
  summary: 'Show rates',
  access: apiKey({ scopes: ['rates'] }),
  permission: 'rates:read',
  effect: 'reads',
  responses: { 204: null },
});
const path = '/notes/{noteId}';
const apiOf = (...endpoints: readonly (ReturnType<typeof note> | typeof rates)[]) =>
  api({ title: 'T', version: '1.0.0', endpoints, roles: { all: ['notes:all', 'rates:read'] } });

describe('the version of a resource', () => {
  it('is shown by what answers it, and checked by what changes it', () => {
    for (const method of ['GET', 'POST'] as const) assert.ok(note(`${method} ${path}`, 'shown'));
    for (const method of ['PUT', 'PATCH', 'DELETE'] as const) assert.ok(note(`${method} ${path}`, 'checked'));
  });

  it('is not only shown by what changes it, nor checked by what does not', () => {
    for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
      assert.throws(() => note(`${method} ${path}`, 'shown'), /what changes a version checks it/);
    }
    for (const method of ['GET', 'POST'] as const) {
      assert.throws(() => note(`${method} ${path}`, 'checked'), /what changes a version checks it/);
    }
  });

  it('that is shown is checked by every change of the resource, so that no writer overwrites another unseen', () => {
    assert.ok(apiOf(note(`GET ${path}`, 'shown'), note(`PUT ${path}`, 'checked'), note(`POST ${path}`, 'none')));
    assert.ok(apiOf(note(`GET ${path}`, 'none'), note(`PUT ${path}`, 'none')));
    assert.throws(
      () => apiOf(note(`GET ${path}`, 'shown'), note(`PUT ${path}`, 'checked'), note(`DELETE ${path}`, 'none')),
      /^ContractError: DELETE \/notes\/\{noteId\}: changes without `version: 'checked'` what 'GET \/notes\/\{noteId\}' shows/,
    );
  });
});

describe('the documentation', () => {
  // The document is plain JSON: indexing what is not there throws, which is a failed test.
  type Node = { readonly [key: string]: Node };
  const document = toOpenApi(
    apiOf(note(`GET ${path}`, 'shown'), note(`PATCH ${path}`, 'checked'), note(`POST ${path}`, 'none'), rates),
  );
  const at = (...keys: readonly string[]) => keys.reduce((node, key) => node[key] as Node, document as Node);
  const headersOf = (method: string) =>
    (at('paths', path, method, 'parameters') as unknown as readonly { in: string; name: string; required: boolean }[])
      .filter((parameter) => parameter.in === 'header')
      .map(({ name, required }) => [name, required]);
  const statuses = (method: string) => Object.keys(at('paths', path, method, 'responses'));

  it('is sound', () => assertOpenApi(document));

  it('shows the conditions of a request, and the tag and the 304 of an answer', () => {
    assert.deepEqual(headersOf('get'), [['if-none-match', false]]);
    assert.deepEqual(headersOf('patch'), [['if-match', true]]);
    assert.deepEqual(headersOf('post'), []);
    for (const method of ['get', 'patch']) assert.ok(at('paths', path, method, 'responses', '200', 'headers', 'etag'));
    assert.ok(at('paths', path, 'get', 'responses', '304', 'headers', 'etag'));
    assert.equal(at('paths', path, 'post', 'responses', '200', 'headers')['etag'], undefined);
  });

  it('shows the refusals where they can happen, and nowhere else', () => {
    for (const status of ['412', '428']) {
      assert.deepEqual(
        ['get', 'patch', 'post'].filter((method) => statuses(method).includes(status)),
        ['patch'],
      );
    }
    assert.deepEqual(
      ['get', 'patch', 'post'].filter((method) => statuses(method).includes('304')),
      ['get'],
    );
  });

  it('shows what a metered caller is told of its quotas', () => {
    const { headers } = at('paths', '/rates', 'get', 'responses', '204') as unknown as { headers: object };
    assert.deepEqual(Object.keys(headers), ['x-request-id', 'ratelimit', 'ratelimit-policy']);
    const responses = at('components', 'responses');
    const tooMany = Object.entries(responses).filter(([name]) => name.includes('quota-exceeded'));
    assert.equal(tooMany.length, 1);
    for (const [, { headers: sent }] of tooMany)
      assert.deepEqual(Object.keys(sent ?? {}), ['x-request-id', 'retry-after']);
  });
});
