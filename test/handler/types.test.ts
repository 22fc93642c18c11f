import { it } from 'node:test';
import * as z from 'zod';
import { apiKey, bearer, endpoint, publicAccess } from '../../lib/contract/index.ts';
import { handleWith, reply, seal, silent } from '../../lib/handler/index.ts';

const handle = handleWith(silent);
const open = endpoint({
  route: 'GET /open',
  summary: 'Open',
  access: publicAccess({ because: 'for the sake of a test' }),
  effect: 'reads',
  responses: { 200: z.strictObject({ ok: z.boolean() }), 204: null },
});
const owned = endpoint({
  route: 'POST /owned',
  summary: 'Owned',
  access: bearer({ scopes: ['a/b'] }),
  permission: 'owned:write',
  effect: 'changes',
  request: { body: z.strictObject({ count: z.int() }) },
  responses: { 201: z.strictObject({ count: z.int() }) },
  problems: { 'owned-gone': { status: 410, title: 'Gone' } },
  idempotency: 'required',
});

/** Never called: whether it compiles is the test. */
export const compiles = () => [
  handle(open, ({ principal, body, idempotencyKey }) => {
    const nothing: undefined = principal ?? body ?? idempotencyKey;
    return nothing ?? reply(200, { ok: true });
  }),
  handle(open, async () => reply(204, null)),
  handle(
    owned,
    ({ body, principal, idempotencyKey, refuse }) => {
      const [count, subject, key]: [number, string, string] = [body.count, principal.subject, idempotencyKey];
      if (subject === key) throw refuse('owned-gone');
      return reply(201, { count });
    },
    { repeats: 'own transaction' },
  ),
];

/** Never called: each of these must not compile. */
export const doesNotCompile = () => [
  // @ts-expect-error the contract lacks this status
  handle(open, () => reply(201, { ok: true })),
  // @ts-expect-error the body has a field of another type
  handle(open, () => reply(200, { ok: 'yes' })),
  // @ts-expect-error the body lacks a field
  handle(open, () => reply(200, {})),
  // @ts-expect-error 204 has no body
  handle(open, () => reply(204, { ok: true })),
  // @ts-expect-error an answer is made with reply()
  handle(open, () => ({ statusCode: 200, body: '{}' })),
  // @ts-expect-error nobody sees to it that a repeated request changes nothing
  handle(owned, ({ body }) => reply(201, body)),
  // @ts-expect-error the contract takes no idempotency key
  handle(open, () => reply(204, null), { repeats: 'own transaction' }),
  handle(
    owned,
    ({ body, principal, refuse }) => {
      // @ts-expect-error the body has no such field
      if (body.amount) throw refuse('owned-gone');
      // @ts-expect-error the contract declares no such problem
      if (body.count) throw refuse('insufficient-funds');
      // @ts-expect-error a sealed value is not the value
      const amount: number = seal(principal.subject, 5);
      return reply(201, { count: amount });
    },
    { repeats: 'own transaction' },
  ),
  handle(open, ({ principal }) => {
    // @ts-expect-error a public endpoint has no principal
    return reply(200, { ok: principal.subject === '' });
  }),
  // @ts-expect-error access needs at least one scope
  apiKey({ scopes: [] }),
];

it('a handler compiles only if it keeps its contract', () => {
  // `npm run check:types` is the judge of this file.
});
