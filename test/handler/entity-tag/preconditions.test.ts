import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { isHeld, parseEntityTags, toEntityTag, versionOf } from '../../../lib/handler/entity-tag/entity-tag.ts';
import { handleWith, reply, silent, withVersion } from '../../../lib/handler/index.ts';
import { gatewayEvent, lambdaContext, withRoles } from '../support/gateway-event.ts';

const handle = handleWith(silent);
const common = {
  summary: 'A note',
  access: bearer({ scopes: ['bank/notes.write'] }),
  permission: 'notes:write',
  request: { path: z.strictObject({ noteId: z.string() }) },
} as const;
const readNote = endpoint({
  ...common,
  route: 'GET /notes/{noteId}',
  effect: 'reads',
  responses: { 200: z.strictObject({ text: z.string() }) },
  version: 'shown',
});
const changeNote = endpoint({
  ...common,
  route: 'PATCH /notes/{noteId}',
  effect: 'changes',
  request: { ...common.request, body: z.strictObject({ text: z.string() }) },
  responses: { 200: z.strictObject({ text: z.string() }) },
  version: 'checked',
});
const deleteNote = endpoint({
  ...common,
  route: 'DELETE /notes/{noteId}',
  effect: 'changes',
  responses: { 204: null },
  version: 'checked',
});

const read = withRoles('customer', () => handle(readNote, () => withVersion(7, reply(200, { text: 'seven' }))));
let meant: number[] = [];
const change = withRoles('customer', () =>
  handle(changeNote, ({ body, expectedVersion }) => {
    meant.push(expectedVersion);
    return withVersion(expectedVersion + 1, reply(200, body));
  }),
);
const remove = withRoles('customer', () =>
  handle(deleteNote, ({ expectedVersion, refuse }) => {
    if (expectedVersion !== 7) throw refuse('precondition-failed');
    return reply(204, null);
  }),
);

async function answer(
  handler: typeof read,
  httpMethod: string,
  headers: Readonly<Record<string, readonly string[]>>,
  body: unknown = httpMethod === 'PATCH' ? { text: 'new' } : undefined,
) {
  meant = [];
  const event = gatewayEvent({
    httpMethod,
    multiValueHeaders: { 'Content-Type': ['application/json'], ...headers },
    multiValueQueryStringParameters: null,
    body: body === undefined ? null : JSON.stringify(body),
  });
  const result = await handler(event, lambdaContext());
  return {
    status: result.statusCode,
    headers: result.headers,
    body: result.body === '' ? undefined : JSON.parse(result.body),
  };
}
const get = (held?: string) => answer(read, 'GET', held === undefined ? {} : { 'If-None-Match': [held] });
const patch = (match?: string) => answer(change, 'PATCH', match === undefined ? {} : { 'If-Match': [match] });

describe('a resource whose version is shown', () => {
  it('is answered with a strong entity tag', async () => {
    const { status, headers } = await get();
    assert.deepEqual([status, headers['etag']], [200, '"v7"']);
  });

  for (const held of ['"v7"', 'W/"v7"', '"v1", "v7"', ' ,"x",, W/"v7" ,', '*']) {
    it(`is not sent again to who has it: ${held}`, async () => {
      const { status, headers, body } = await get(held);
      assert.deepEqual([status, headers['etag'], body], [304, '"v7"', undefined]);
      assert.equal(headers['Content-Type'], undefined);
      assert.equal(headers['Cache-Control'], 'no-store');
      assert.equal(headers['x-request-id'], gatewayEvent().requestContext.requestId);
    });
  }

  for (const held of ['"v8"', '"V7"', 'v7', '"v7', '"v07"', '', '"v7" "v8"', '*, "v1"']) {
    it(`is sent to who has another, or says so in no way that the field has: ${held}`, async () =>
      assert.equal((await get(held)).status, 200));
  }

  it('is a broken promise where the implementation does not say its version', async () => {
    for (const version of [undefined, Number.NaN, -1, 0.5, 2 ** 53]) {
      // As a handler in JavaScript might answer it.
      const answered = { ...reply(200, { text: 'a' }), ...(version !== undefined && { version }) } as ReturnType<
        typeof withVersion<200, { text: string }>
      >;
      const careless = withRoles('customer', () => handle(readNote, () => answered));
      assert.equal((await answer(careless, 'GET', {})).status, 500, String(version));
    }
  });

  it('has no tag of the implementation’s own', async () => {
    const own = withRoles('customer', () =>
      handle(readNote, () => withVersion(7, reply(200, { text: 'a' }, { ETag: '"mine"' }))),
    );
    const { headers } = await answer(own, 'GET', {});
    assert.deepEqual(
      Object.entries(headers).filter(([name]) => name.toLowerCase() === 'etag'),
      [['etag', '"v7"']],
    );
  });
});

describe('a change of a resource whose version is checked', () => {
  it('is given the version that it is meant for, and answers the next', async () => {
    const { status, headers } = await patch('"v7"');
    assert.deepEqual([status, headers['etag'], meant], [200, '"v8"', [7]]);
    assert.equal((await answer(remove, 'DELETE', { 'if-match': ['"v7"'] })).status, 204);
  });

  const refusals: readonly [string, string | undefined, number, string][] = [
    ['without If-Match', undefined, 428, 'precondition-required'],
    ['with any version', '*', 428, 'precondition-required'],
    ['with a weak tag', 'W/"v7"', 412, 'precondition-failed'],
    ['with a tag of somebody else', '"33a64df5"', 412, 'precondition-failed'],
    ['with a version that no counter reaches', '"v99999999999999999999"', 412, 'precondition-failed'],
    ['with a version spelled otherwise', '"v07"', 412, 'precondition-failed'],
    ['with two tags', '"v7", "v8"', 400, 'invalid-request'],
    ['with what is no tag', 'v7', 400, 'invalid-request'],
    ['with nothing', '', 400, 'invalid-request'],
  ];
  for (const [what, match, status, code] of refusals) {
    it(`is refused ${what}, and the handler is not called`, async () => {
      const { status: answered, body } = await patch(match);
      assert.deepEqual([answered, body.code, meant], [status, code, []]);
    });
  }

  for (const held of ['*', '"v7"', 'W/"v7"', '"v1", "v7"']) {
    it(`is refused where it is meant for any version but the one there is: ${held}`, async () => {
      const { status, body } = await answer(change, 'PATCH', { 'If-Match': ['"v7"'], 'If-None-Match': [held] });
      assert.deepEqual([status, body.code, meant], [412, 'precondition-failed', []]);
      assert.equal((await answer(change, 'PATCH', { 'If-Match': ['"v7"'], 'If-None-Match': ['"v6"'] })).status, 200);
    });
  }

  it('is refused with two fields', async () => {
    assert.equal((await answer(change, 'PATCH', { 'If-Match': ['"v7"', '"v8"'] })).status, 400);
    assert.equal((await answer(change, 'PATCH', { 'If-Match': ['"v7"'], 'if-match': ['"v8"'] })).status, 400);
  });

  it('is refused by the implementation where the version is another by now', async () => {
    const { status, body } = await answer(remove, 'DELETE', { 'If-Match': ['"v6"'] });
    assert.deepEqual([status, body.code], [412, 'precondition-failed']);
  });

  it('is refused for its body before it is asked for its version', async () => {
    assert.equal((await answer(change, 'PATCH', {}, { wrong: true })).body.code, 'invalid-request');
  });
});

describe('an entity tag', () => {
  it('tells its version, whichever it is', () => {
    fc.assert(
      fc.property(fc.nat(Number.MAX_SAFE_INTEGER), (version) => {
        assert.equal(versionOf(toEntityTag(version)), version);
        assert.deepEqual(parseEntityTags(toEntityTag(version)), [toEntityTag(version)]);
        assert(isHeld(`W/${toEntityTag(version)}`, version));
        assert(!isHeld(toEntityTag(version), version + 1));
      }),
    );
  });

  it('of any field is a version or none, and reading it never throws or hangs', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('"', 'W/', ',', ' ', 'v', '7', '\\', '*', '\t'),
      maxLength: 2_000,
    });
    fc.assert(
      fc.property(fc.oneof(fc.string(), hostile), (field) => {
        const tags = parseEntityTags(field);
        assert(tags === undefined || tags === '*' || tags.every((tag) => field.includes(tag)));
        isHeld(field, 7);
      }),
    );
  });
});

/** Never called: each of these must not compile. */
export const doesNotCompile = () => [
  // @ts-expect-error the contract shows versions, and this answer has none
  handle(readNote, () => reply(200, { text: 'a' })),
  handle(readNote, ({ expectedVersion }) => {
    // @ts-expect-error nobody who only reads expects a version
    const version: number = expectedVersion;
    return withVersion(version, reply(200, { text: 'a' }));
  }),
];
