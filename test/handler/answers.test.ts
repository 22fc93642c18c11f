import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { securityHeaders } from '../../lib/contract/index.ts';
import { handleWith, Problem, reply, seal, silent } from '../../lib/handler/index.ts';
import { gatewayEvent, lambdaContext, withRoles } from './support/gateway-event.ts';
import { noteFunction, putNote } from './support/note-endpoint.ts';

const context = lambdaContext();
const problemOf = (body: string) => JSON.parse(body);

describe('an answer', () => {
  it('is the body that the contract promises, with its status and headers', async () => {
    const { handler } = noteFunction(({ body }) => reply(200, { text: body.text }, { Location: '/notes/n1' }));
    const { statusCode, headers, body } = await handler(gatewayEvent(), context);
    assert.equal(statusCode, 200);
    assert.equal(headers['Content-Type'], 'application/json');
    assert.equal(headers['Location'], '/notes/n1');
    assert.deepEqual(JSON.parse(body), { text: 'hello' });
  });

  it('has no body and no content type where the contract promises none', async () => {
    const { handler } = noteFunction(() => reply(204, null));
    const { statusCode, headers, body } = await handler(gatewayEvent(), context);
    assert.deepEqual([statusCode, headers['Content-Type'], body], [204, undefined, '']);
  });

  it('carries the security headers and the request id, whatever it is', async () => {
    const answers = [
      await noteFunction().handler(gatewayEvent(), context),
      await noteFunction().handler(gatewayEvent({ body: '{' }), context),
      await noteFunction(() => Promise.reject(new Error('x'))).handler(gatewayEvent(), context),
    ];
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      [200, 400, 500],
    );
    for (const { headers } of answers) {
      assert.equal(headers['x-request-id'], gatewayEvent().requestContext.requestId);
      for (const [name, value] of Object.entries(securityHeaders)) assert.equal(headers[name], value);
    }
  });

  it('cannot replace a security header, in whatever spelling', async () => {
    const { handler } = noteFunction(() => reply(204, null, { 'Cache-Control': 'public', 'cache-CONTROL': 'public' }));
    const { headers } = await handler(gatewayEvent(), context);
    assert.deepEqual(
      Object.entries(headers).filter(([name]) => name.toLowerCase() === 'cache-control'),
      [['Cache-Control', 'no-store']],
    );
  });

  it('cannot open itself to other origins', async () => {
    const { handler } = noteFunction(() => reply(204, null, { 'Access-Control-Allow-Origin': '*' }));
    assert.equal((await handler(gatewayEvent(), context)).headers['Access-Control-Allow-Origin'], undefined);
  });

  it('with a header value that would begin another header is not sent', async () => {
    const { handler } = noteFunction(() => reply(204, null, { Location: '/a\r\nSet-Cookie: b' }));
    const { statusCode, headers } = await handler(gatewayEvent(), context);
    assert.deepEqual([statusCode, headers['Location']], [500, undefined]);
  });

  it('gets a request id of its own where the gateway gave none that can be printed', async () => {
    const event = gatewayEvent();
    const odd = { ...event, requestContext: { ...event.requestContext, requestId: 'a\r\nSet-Cookie: b' } };
    assert.equal((await noteFunction().handler(odd, context)).headers['x-request-id'], context.awsRequestId);
  });
});

describe('what the implementation is given', () => {
  it('is the validated input with defaults, the principal and the idempotency key', async () => {
    let seen: unknown;
    const { handler } = noteFunction(({ path, query, headers, body, principal, idempotencyKey, requestId }) => {
      seen = { path, query, headers, body, subject: principal.subject, idempotencyKey, requestId };
      return reply(204, null);
    });
    await handler(gatewayEvent({ multiValueQueryStringParameters: null }), context);
    assert.deepEqual(seen, {
      path: { noteId: 'n1' },
      query: { limit: '5' },
      headers: { 'x-tenant': 'acme' },
      body: { text: 'hello', pages: 2 },
      subject: '11111111-1111-4111-8111-111111111111',
      idempotencyKey: 'key-1',
      requestId: gatewayEvent().requestContext.requestId,
    });
  });

  it('holds nothing of an earlier request', async () => {
    const keys: unknown[] = [];
    const { handler } = noteFunction(({ idempotencyKey }) => {
      keys.push(idempotencyKey);
      return reply(204, null);
    });
    await handler(gatewayEvent(), context);
    const { multiValueHeaders } = gatewayEvent();
    await handler(gatewayEvent({ multiValueHeaders: { ...multiValueHeaders, 'Idempotency-Key': [] } }), context);
    assert.deepEqual(keys, ['key-1']);
  });
});

describe('a refusal by the implementation', () => {
  it('is a problem document of the contract', async () => {
    const { handler } = noteFunction(({ refuse }) => {
      throw refuse('note-locked', [{ pointer: '/body/text', detail: 'is locked' }]);
    });
    const { statusCode, headers, body } = await handler(gatewayEvent(), context);
    assert.equal(statusCode, 409);
    assert.equal(headers['Content-Type'], 'application/problem+json');
    assert.deepEqual(problemOf(body), {
      type: 'urn:portcullis:problem:note-locked',
      title: 'The note is locked',
      status: 409,
      code: 'note-locked',
      requestId: gatewayEvent().requestContext.requestId,
      errors: [{ pointer: '/body/text', detail: 'is locked' }],
    });
  });

  it('refuses also where the word throw was forgotten', async () => {
    const { handler } = noteFunction(({ refuse }) => {
      refuse('note-locked');
      return reply(204, null);
    });
    assert.equal((await handler(gatewayEvent(), context)).statusCode, 409);
  });

  it('is an internal error where the endpoint does not declare it', async () => {
    const { handler } = noteFunction(() => {
      throw new Problem('insufficient-funds');
    });
    assert.equal(problemOf((await handler(gatewayEvent(), context)).body).code, 'internal-error');
  });
});

describe('an error of the implementation', () => {
  const thrown: readonly [string, unknown][] = [
    ['an error', new Error('postgres://bob:sesame@db', { cause: new Error('sesame') })],
    [
      'an error with a status that looks meant for callers',
      Object.assign(new Error('sesame'), { statusCode: 400, expose: true }),
    ],
    ['a text', 'sesame'],
    ['nothing', undefined],
  ];
  for (const [what, value] of thrown) {
    it(`says nothing of the inside: ${what}`, async () => {
      const { handler, answers } = noteFunction(() => Promise.reject(value));
      const { statusCode, body } = await handler(gatewayEvent(), context);
      assert.equal(statusCode, 500);
      assert.deepEqual(problemOf(body), {
        type: 'urn:portcullis:problem:internal-error',
        title: 'The request failed',
        status: 500,
        code: 'internal-error',
        requestId: gatewayEvent().requestContext.requestId,
      });
      assert.equal(answers[0]?.error, value);
    });
  }
});

describe('an answer that breaks the contract', () => {
  // What the compiler would refuse, as a handler in JavaScript or with a cast might still send it.
  const broken = (status: number, body: unknown) => noteFunction(() => reply(status, body) as never);

  const cases: readonly [string, number, unknown, string][] = [
    ['a field that is not declared', 200, { text: 'a', secret: 'sesame' }, '/secret'],
    ['a field of another type', 200, { text: 5 }, '/text'],
    ['a status that is not declared', 201, { text: 'a' }, '201'],
    ['a body where none is declared', 204, { text: 'sesame' }, '204'],
  ];
  for (const [what, status, body, trace] of cases) {
    it(`is a 500 that the log explains without the value: ${what}`, async () => {
      const { handler, answers } = broken(status, body);
      const answer = await handler(gatewayEvent(), context);
      assert.equal(answer.statusCode, 500);
      assert.doesNotMatch(answer.body, /sesame/);
      const error = answers[0]?.error;
      assert(error instanceof Error);
      assert(error.message.includes(trace));
      assert.doesNotMatch(error.message, /sesame/);
    });
  }
});

describe('time', () => {
  it('runs out before Lambda kills the function: 503, and the signal is aborted', async () => {
    let aborted = false;
    const { handler } = noteFunction(
      ({ signal }) =>
        new Promise(() => {
          signal.addEventListener('abort', () => {
            aborted = true;
          });
        }),
    );
    const { statusCode, body } = await handler(gatewayEvent(), context);
    assert.deepEqual([statusCode, problemOf(body).code, aborted], [503, 'unavailable', true]);
  });

  it('is no longer than Lambda leaves', async () => {
    const { handler } = noteFunction(() => new Promise(() => {}));
    assert.equal((await handler(gatewayEvent(), lambdaContext(200))).statusCode, 503);
  });

  it('that ran out lets a late failure pass unheard', async () => {
    const { handler } = noteFunction(async () => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      throw new Error('late');
    });
    assert.equal((await handler(gatewayEvent(), context)).statusCode, 503);
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
});

describe('a sealed value', () => {
  const opening = (owner: string | readonly string[] | undefined) =>
    noteFunction(({ principal }) =>
      reply(200, principal.open(owner === undefined ? undefined : seal(owner, { text: 'mine' }))),
    ).handler(gatewayEvent(), context);

  it('opens for its owner, and for each of several', async () => {
    const me = '11111111-1111-4111-8111-111111111111';
    assert.equal((await opening(me)).statusCode, 200);
    assert.equal((await opening(['other', me])).statusCode, 200);
  });

  it('of a stranger is answered, byte for byte, like one that does not exist', async () => {
    const [stranger, nobody, missing] = [await opening('other'), await opening([]), await opening(undefined)];
    assert.equal(stranger.statusCode, 404);
    assert.deepEqual(stranger, missing);
    assert.deepEqual(nobody, missing);
  });

  it('shows nothing of itself', () => {
    const sealed = seal('owner', 'sesame');
    assert.equal(JSON.stringify({ sealed }), '{"sealed":{}}');
    assert.deepEqual(Reflect.ownKeys(sealed), []);
  });
});

describe('the observer', () => {
  it('is told route, status and problem of every request', async () => {
    const { handler, answers } = noteFunction();
    await handler(gatewayEvent(), context);
    await handler(gatewayEvent({ body: '{' }), context);
    assert.deepEqual(
      answers.map(({ route, status, problem }) => ({ route, status, problem })),
      [
        { route: 'PUT /notes/{noteId}', status: 200, problem: undefined },
        { route: 'PUT /notes/{noteId}', status: 400, problem: 'malformed-json' },
      ],
    );
  });

  it('that fails changes no answer', async () => {
    const failing = {
      ...silent,
      answered: () => {
        throw new Error('disk full');
      },
    };
    const handler = withRoles('customer', () =>
      handleWith(failing)(putNote, () => reply(204, null), { repeats: 'own transaction' }),
    );
    assert.equal((await handler(gatewayEvent(), context)).statusCode, 204);
  });
});

it('a call that is no proxy event is answered like any other failure', async () => {
  const { handler } = noteFunction();
  const { statusCode } = await handler({} as never, context);
  assert.equal(statusCode, 500);
});
