import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { canonicalJson } from '../../../lib/handler/idempotency/canonical-json.ts';
import { type AnswerStore, type Claimed, handleWith, reply, silent } from '../../../lib/handler/index.ts';
import { customerClaims, gatewayEvent, lambdaContext, withRoles } from '../support/gateway-event.ts';

const contract = {
  route: 'POST /notes/{noteId}/copies',
  summary: 'Copy a note',
  access: bearer({ scopes: ['bank/notes.write'] }),
  permission: 'notes:write',
  effect: 'changes',
  request: {
    path: z.strictObject({ noteId: z.string() }),
    query: z.strictObject({ limit: z.string().optional() }),
    body: z.strictObject({ text: z.string(), tags: z.record(z.string(), z.int()).optional() }),
  },
  responses: { 201: z.strictObject({ copy: z.int() }) },
  problems: { 'note-locked': { status: 409, title: 'The note is locked' } },
} as const;
const copyNote = endpoint({ ...contract, idempotency: 'required' });
const offered = endpoint({ ...contract, idempotency: 'offered' });

/** Keeps answers as a table would, in one process. */
function memory() {
  const items = new Map<string, { fingerprint: string; attempt: string; leaseEndsSeconds: number; reply?: string }>();
  const store: AnswerStore = {
    claim: async (claim): Promise<Claimed> => {
      const kept = items.get(claim.id);
      if (kept === undefined) {
        items.set(claim.id, { ...claim });
        return { kind: 'first' };
      }
      if (kept.fingerprint !== claim.fingerprint) return { kind: 'other' };
      if (kept.reply === 'done') return { kind: 'done' };
      return kept.reply === undefined ? { kind: 'running' } : { kind: 'answered', reply: JSON.parse(kept.reply) };
    },
    keep: async ({ id, attempt }, answer) => {
      const kept = items.get(id);
      assert.equal(kept?.attempt, attempt);
      if (kept !== undefined) kept.reply = JSON.stringify(answer);
    },
    release: async ({ id }) => void items.delete(id),
  };
  return { store, items };
}

/** A handler that counts how often it acted. */
function copying(options: { readonly act?: () => unknown; readonly contract?: typeof copyNote | typeof offered } = {}) {
  const { store, items } = memory();
  let acted = 0;
  const implementation = async () => {
    acted += 1;
    const copy = acted;
    // What a test makes it answer may be what no contract promises.
    return ((await options.act?.()) as never) ?? reply(201, { copy }, { Location: `/notes/${copy}` });
  };
  const made = (options.contract ?? copyNote) as typeof copyNote;
  const handler = withRoles('customer', () => handleWith(silent)(made, implementation, { repeats: store }));
  const send = async (
    key: string | undefined,
    overrides: Parameters<typeof gatewayEvent>[0] & { readonly subject?: string } = {},
  ) => {
    const { subject = 'ann', ...event } = overrides;
    const result = await handler(
      gatewayEvent({
        resource: '/notes/{noteId}/copies',
        httpMethod: 'POST',
        multiValueHeaders: {
          'Content-Type': ['application/json'],
          ...(key !== undefined && { 'Idempotency-Key': [key] }),
        },
        multiValueQueryStringParameters: null,
        body: '{"text":"hello"}',
        requestContext: { requestId: 'r', authorizer: customerClaims({ sub: subject }) },
        ...event,
      }),
      lambdaContext(),
    );
    return { status: result.statusCode, headers: result.headers, body: JSON.parse(result.body) };
  };
  return { send, items, acted: () => acted };
}

describe('a request with an idempotency key', () => {
  it('is done once, and answered the same each time: status, body and headers', async () => {
    const { send, acted } = copying();
    const first = await send('"k1"');
    assert.deepEqual([first.status, first.body, first.headers['Location']], [201, { copy: 1 }, '/notes/1']);
    assert.deepEqual(await send('"k1"'), first);
    assert.equal(acted(), 1);
  });

  it('is answered as its contract parses the answer, once and not twice, the first time and later', async () => {
    const spelled = { 201: z.strictObject({ copy: z.int().transform((copy) => `number ${copy}`) }) };
    const made = endpoint({ ...contract, responses: spelled, idempotency: 'required' });
    // Only what a caller is told differs.
    const { send, acted } = copying({ contract: made as unknown as typeof copyNote });
    for (const _time of [1, 2]) {
      const { status, body } = await send('k');
      assert.deepEqual([status, body, acted()], [201, { copy: 'number 1' }, 1]);
    }
  });

  it('has the same key in quotes or without, and its body in whatever order and space', async () => {
    const { send, acted } = copying();
    await send('"k1"', { body: '{"text":"a","tags":{"x":1,"y":2}}' });
    assert.equal((await send('k1', { body: '{ "tags": { "y": 2, "x": 1 }, "text": "a" }' })).status, 201);
    assert.equal(acted(), 1);
  });

  it('is another one for another caller, and another key', async () => {
    const { send, acted } = copying();
    await send('k1');
    await send('k1', { subject: 'ben' });
    await send('k2');
    assert.equal(acted(), 3);
  });

  const others: readonly [string, Parameters<ReturnType<typeof copying>['send']>[1]][] = [
    ['another body', { body: '{"text":"other"}' }],
    ['another path', { pathParameters: { noteId: 'n2' } }],
    ['another query', { multiValueQueryStringParameters: { limit: ['1'] } }],
  ];
  for (const [what, overrides] of others) {
    it(`is refused with ${what}: 422`, async () => {
      const { send, acted } = copying();
      await send('k1');
      const { status, body } = await send('k1', overrides);
      assert.deepEqual([status, body.code, acted()], [422, 'idempotency-key-reused', 1]);
    });
  }

  it('is refused without one: 400, pointing at the header', async () => {
    const { send, acted } = copying();
    for (const key of [undefined, '', '""', 'a b', '"open', 'x'.repeat(129)]) {
      const { status, body } = await send(key);
      assert.deepEqual([status, body.errors[0].pointer, acted()], [400, '/headers/idempotency-key', 0], String(key));
    }
  });

  it('is refused while the first is under way: 409, and when to come back', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const { send, acted } = copying({ act: () => promise });
    const first = send('k1');
    await new Promise((done) => setTimeout(done, 10));
    const second = await send('k1');
    assert.deepEqual(
      [second.status, second.body.code, second.headers['retry-after'], acted()],
      [409, 'idempotency-key-in-use', '1', 1],
    );
    assert.equal((await send('k1', { body: '{"text":"other"}' })).status, 422);
    resolve(undefined);
    assert.equal((await first).status, 201);
    assert.deepEqual((await send('k1')).body, { copy: 1 });
  });

  it('of a hundred at once is done once', async () => {
    const { send, acted } = copying();
    const statuses = (await Promise.all(Array.from({ length: 100 }, () => send('k1')))).map(({ status }) => status);
    assert.deepEqual([statuses.filter((status) => status === 201).length >= 1, acted()], [true, 1]);
    assert.deepEqual([...new Set(statuses)].sort(), [201, 409]);
  });

  it('that was refused may be right the next time', async () => {
    let locked = true;
    const { send } = copying({
      act: async () => {
        const { Problem } = await import('../../../lib/handler/index.ts');
        if (locked) throw new Problem('note-locked');
      },
    });
    assert.equal((await send('k1')).body.code, 'note-locked');
    locked = false;
    assert.equal((await send('k1')).status, 201);
  });

  it('that failed is not done again while nobody knows what it changed', async () => {
    const failures: readonly [string, () => unknown][] = [
      ['with an error', () => Promise.reject(new Error('disk full'))],
      ['with an answer that nobody promised', () => reply(201, { copy: 1, secret: 'sesame' })],
    ];
    for (const [how, act] of failures) {
      const { send, items, acted } = copying({ act });
      assert.equal((await send('k1')).status, 500, how);
      assert.deepEqual([(await send('k1')).status, acted()], [409, 1], how);
      assert.equal(JSON.stringify([...items]).includes('sesame'), false);
    }
  });

  it('whose answer was too long to be kept is not done again: 409, and another code than while it is under way', async () => {
    const { send, items, acted } = copying();
    assert.equal((await send('k1')).status, 201);
    for (const item of items.values()) item.reply = 'done';
    for (const _time of [1, 2]) {
      const { status, headers, body } = await send('k1');
      assert.deepEqual([status, body.code, headers['retry-after'], acted()], [409, 'answer-not-kept', undefined, 1]);
    }
  });

  it('leaves in its store neither key nor caller, and a lease that outlives the function', async () => {
    const { send, items } = copying();
    await send('secret-key', { subject: 'ann' });
    const [[id, item] = []] = items;
    assert.match(String(id), /^[\w-]{43}$/);
    assert.match(String(item?.fingerprint), /^[\w-]{43}$/);
    assert.doesNotMatch(JSON.stringify([...items]), /secret-key|ann|hello/);
    assert(Number(item?.leaseEndsSeconds) - Date.now() / 1_000 >= 10 + 1);
  });
});

describe('a key that is offered', () => {
  it('is used where it is sent, and not missed where it is not', async () => {
    const { send, acted } = copying({ contract: offered });
    for (const key of ['k1', 'k1', undefined, undefined]) assert.equal((await send(key)).status, 201);
    assert.equal(acted(), 3);
  });

  it('is refused where it is none', async () => {
    const { send, acted } = copying({ contract: offered });
    for (const key of ['', 'a b', '"']) assert.equal((await send(key)).status, 400);
    assert.equal(acted(), 0);
  });
});

describe('a handler', () => {
  it('does not start where nobody sees to repetitions, or where there are none to see to', () => {
    // As a handler in JavaScript might call it.
    const handle = handleWith(silent) as (...parts: readonly unknown[]) => unknown;
    const { request, ...plain } = contract;
    assert.throws(() => handle(copyNote, () => reply(201, { copy: 1 })), /`repeats` is needed/);
    assert.throws(
      () => handle(endpoint({ ...plain, request }), () => {}, { repeats: memory().store }),
      /and nowhere else/,
    );
  });
});

describe('canonical JSON', () => {
  it('is one text for equal values, and another for others', () => {
    const shuffled = (value: unknown): unknown =>
      typeof value !== 'object' || value === null
        ? value
        : Array.isArray(value)
          ? value.map(shuffled)
          : Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, each]) => [key, shuffled(each)]),
            );
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (value, other) => {
        assert.equal(canonicalJson(value), canonicalJson(shuffled(value)));
        assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)));
        if (JSON.stringify(value) === JSON.stringify(other)) return;
        if (canonicalJson(value) === canonicalJson(other)) assert.deepEqual(value, other);
      }),
    );
  });
});
