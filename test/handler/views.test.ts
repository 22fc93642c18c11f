import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod';
import { compileEndpoints } from '../../lib/contract/compile/compile-endpoints.ts';
import { api, bearer, type Endpoint, endpoint, toOpenApi } from '../../lib/contract/index.ts';
import { type Answer, handleWith, type Implementation, reply, silent } from '../../lib/handler/index.ts';
import { customerClaims, gatewayEvent, lambdaContext, withRoles } from './support/gateway-event.ts';

const Whole = z.strictObject({ name: z.string(), risk: z.int() });
const Own = Whole.omit({ risk: true });
const NameOnly = z.strictObject({ name: z.string().optional() });

const common = {
  summary: 'A file',
  access: bearer({ scopes: ['bank/notes.write'] }),
  permission: 'files:use',
  request: { path: z.strictObject({ noteId: z.string() }) },
  responses: { 200: Whole },
} as const;
const readFile = endpoint({
  ...common,
  route: 'GET /files/{noteId}',
  effect: 'reads',
  views: { clerk: 'whole', client: { responses: { 200: Own } } },
});
const changeFile = endpoint({
  ...common,
  route: 'PATCH /files/{noteId}',
  effect: 'changes',
  request: { ...common.request, body: NameOnly.extend({ risk: z.int().optional() }) },
  responses: { 200: Whole, 204: null },
  views: { clerk: 'whole', client: { body: NameOnly, responses: { 200: Own } } },
});
const roles = { clerk: ['files:use'], client: ['files:use'] } as const;

const observed: Answer[] = [];
const observer = { ...silent, answered: (answer: Answer) => void observed.push(answer) };
const handle = handleWith(observer);
const whole = { name: 'Ann', risk: 7 };

/** What a caller with these roles is answered by a handler that answers this. */
async function answer(handler: ReturnType<typeof handle>, method: string, groups: string, body?: unknown) {
  const event = gatewayEvent({
    resource: '/files/{noteId}',
    httpMethod: method,
    multiValueHeaders: { 'Content-Type': ['application/json'] },
    multiValueQueryStringParameters: null,
    body: body === undefined ? null : JSON.stringify(body),
    requestContext: { requestId: 'r', authorizer: customerClaims({ 'cognito:groups': groups }) },
  });
  const result = await handler(event, lambdaContext());
  return { status: result.statusCode, body: result.body === '' ? undefined : JSON.parse(result.body) };
}

type FileHandler = Implementation<
  typeof readFile.request,
  typeof readFile.responses,
  typeof readFile.problems,
  typeof readFile.access,
  'none',
  'none',
  typeof readFile.views
>;
const made = (implementation: FileHandler) => withRoles('clerk,client', () => handle(readFile, implementation));
const careful = made(({ view }) => reply(200, view === 'clerk' ? whole : { name: 'Ann' }));
const careless = made(() => reply(200, whole));

describe('what a role may see', () => {
  it('is what its view says, and the whole for a role that sees the whole', async () => {
    assert.deepEqual(await answer(careful, 'GET', 'clerk'), { status: 200, body: whole });
    assert.deepEqual(await answer(careful, 'GET', 'client'), { status: 200, body: { name: 'Ann' } });
  });

  it('is never more: a handler that answers too much for the role is a 500, and says nothing of it', async () => {
    assert.equal((await answer(careless, 'GET', 'clerk')).status, 200);
    observed.length = 0;
    const { status, body } = await answer(careless, 'GET', 'client');
    assert.deepEqual([status, body.code], [500, 'internal-error']);
    assert.doesNotMatch(JSON.stringify(body), /risk|Ann|7/);
    assert.match(String(observed[0]?.error), /status 200, body\/risk/);
  });

  it('is never less either: the view of a role is its contract', async () => {
    const stingy = made(() => reply(200, { name: 'Ann' }));
    assert.equal((await answer(stingy, 'GET', 'clerk')).status, 500);
  });

  it('is the first view of a caller with several roles, whatever order the token has', async () => {
    for (const groups of ['client,clerk', 'clerk,client', 'other,client,clerk']) {
      assert.deepEqual((await answer(careful, 'GET', groups)).body, whole);
    }
  });

  it('is nothing for a role that no view names, or that lost the permission', async () => {
    for (const groups of ['other', '', 'CLERK', 'whole', 'constructor', '__proto__']) {
      assert.equal((await answer(careful, 'GET', groups)).status, 403, groups);
    }
    const newcomer = withRoles('clerk,client,intern', () => handle(readFile, () => reply(200, whole)));
    assert.equal((await answer(newcomer, 'GET', 'intern')).status, 403);
    const withdrawn = withRoles('client', () => handle(readFile, ({ view }) => reply(200, { name: String(view) })));
    assert.equal((await answer(withdrawn, 'GET', 'clerk')).status, 403);
    assert.deepEqual((await answer(withdrawn, 'GET', 'clerk,client')).body, { name: 'client' });
  });
});

describe('what a role may set', () => {
  let bodies: unknown[] = [];
  const change = withRoles('clerk,client', () =>
    handle(changeFile, ({ body }) => {
      bodies.push(body);
      return reply(204, null);
    }),
  );

  it('is what its view says', async () => {
    bodies = [];
    assert.equal((await answer(change, 'PATCH', 'client', { name: 'Bea' })).status, 204);
    assert.equal((await answer(change, 'PATCH', 'clerk', { name: 'Bea', risk: 9 })).status, 204);
    assert.deepEqual(bodies, [{ name: 'Bea' }, { name: 'Bea', risk: 9 }]);
  });

  it('is never more: the field is no part of the contract, and the handler is not called', async () => {
    bodies = [];
    const { status, body } = await answer(change, 'PATCH', 'client', { name: 'Bea', risk: 0 });
    assert.deepEqual([status, body.errors], [400, [{ pointer: '/body/risk', detail: 'is not part of the contract' }]]);
    assert.deepEqual(bodies, []);
  });
});

describe('a contract with views', () => {
  const refusals: readonly [string, object, RegExp][] = [
    ['of a body that it does not take', { views: { clerk: { body: Own } } }, /a view of the body needs a body/],
    [
      'of a response that it does not have',
      { views: { clerk: { responses: { 200: Own, 201: Own } } } },
      /one for each response/,
    ],
    ['of some of its responses only', { views: { clerk: { responses: {} } } }, /one for each response/],
    [
      'that are open',
      { views: { clerk: { responses: { 200: z.object({}) } } } },
      /views\.clerk\.responses\.200 drops unknown keys/,
    ],
  ];
  for (const [what, change, message] of refusals) {
    it(`is refused with one ${what}`, () => {
      const declaration = { ...common, route: 'GET /files/{noteId}', effect: 'reads', ...change } as const;
      assert.throws(() => endpoint(declaration), message);
    });
  }

  it('has one for each role that may call, and for no other', () => {
    const apiOf = (granted: Readonly<Record<string, readonly ['files:use']>>) =>
      api({ title: 'T', version: '1.0.0', endpoints: [readFile], roles: granted });
    assert.ok(apiOf(roles));
    assert.throws(
      () => apiOf({ ...roles, intern: ['files:use'] }),
      /has views of clerk,client, but 'files:use' is held by clerk,client,intern/,
    );
    assert.throws(() => apiOf({ clerk: ['files:use'] }), /is held by clerk$/);
  });

  it('is documented view by view', () => {
    // The document is plain JSON: indexing what is not there throws, which is a failed test.
    type Node = { readonly [key: string]: Node };
    const document = toOpenApi(api({ title: 'T', version: '1.0.0', endpoints: [readFile, changeFile], roles }));
    const at = (...keys: readonly string[]) => keys.reduce((node, key) => node[key] as Node, document as Node);
    const shown = (...path: readonly string[]) =>
      (
        at(
          'paths',
          '/files/{noteId}',
          ...path,
          'content',
          'application/json',
          'schema',
          'anyOf',
        ) as unknown as readonly {
          title: string;
          properties: object;
        }[]
      ).map(({ title, properties }) => [title, Object.keys(properties)]);
    const both = [
      ['for the role clerk', ['name', 'risk']],
      ['for the role client', ['name']],
    ];
    assert.deepEqual(shown('get', 'responses', '200'), both);
    assert.deepEqual(shown('patch', 'requestBody'), both);
  });

  it('is compiled with its views, and none of their schemas needs zod', async () => {
    const { checking, explaining, fallbacks } = compileEndpoints(
      { readFile, changeFile },
      { original: 'original', explainer: 'explainer', explain: 'explain' },
    );
    assert.deepEqual(fallbacks, []);
    const module: Record<'readFile' | 'changeFile', Endpoint> = await import(
      `data:text/javascript,${encodeURIComponent(checking)}`
    );
    assert.deepEqual(module.readFile.viewRoles, ['clerk', 'client']);
    assert.equal(module.readFile.views, undefined);
    const { views } = module.changeFile.validators;
    const accepts = (value: unknown) => typeof views['client']?.body?.parse(value) !== 'symbol';
    assert.deepEqual([accepts({ name: 'a' }), accepts({ name: 'a', risk: 1 })], [true, false]);
    assert.equal(typeof views['client']?.responses?.[200]?.parse(whole), 'symbol');
    assert.deepEqual(views['clerk'], {});
    assert.match(explaining, /"client": \{/);
  });
});

/** Never called: each of these must not compile. */
export const doesNotCompile = () => [
  // @ts-expect-error no view lacks the name
  handle(readFile, () => reply(200, { risk: 7 })),
  handle(readFile, ({ view }) => {
    // @ts-expect-error no such role has a view
    if (view === 'intern') return reply(200, whole);
    return reply(200, whole);
  }),
];
