import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseList } from 'structured-headers';
import { handleWith, rateLimitContext, reply, restingBucket, silent, takeFrom } from '../../../lib/handler/index.ts';
import { customerClaims, gatewayEvent, lambdaContext, withRoles } from '../support/gateway-event.ts';
import { noteFunction, putNote } from '../support/note-endpoint.ts';

const plan = { burst: 2, ratePerSecond: 0.5, requestsPerDay: 100 };
const noon = Date.parse('2026-11-22T12:00:00Z') * 1_000;

/** What the authorizer passes on of a client that has asked so often at once. */
function contextAfter(requests: number) {
  let take = takeFrom(plan, restingBucket, noon);
  for (let more = 1; more < requests; more += 1) take = takeFrom(plan, take.state, noon);
  return rateLimitContext(plan, take);
}

async function answerTo(
  context: Readonly<Record<string, unknown>>,
  overrides: Parameters<typeof gatewayEvent>[0] = {},
) {
  let calls = 0;
  const { handler } = noteFunction(({ body }) => {
    calls += 1;
    return reply(200, { text: body.text });
  });
  const authorizer = { ...customerClaims(), ...context };
  const event = gatewayEvent({ requestContext: { requestId: 'r', authorizer }, ...overrides });
  const { statusCode, headers, body } = await handler(event, lambdaContext());
  return { status: statusCode, headers, problem: JSON.parse(body), calls };
}

describe('a caller with quotas', () => {
  it('is told in every answer what they are and what is left, in fields that a parser of structured fields reads', async () => {
    for (const overrides of [{}, { body: '{' }, { multiValueHeaders: {} }]) {
      const { headers } = await answerTo(contextAfter(1), overrides);
      assert.equal(headers['ratelimit-policy'], '"burst";q=2;w=4, "day";q=100;w=86400');
      for (const field of ['ratelimit', 'ratelimit-policy']) {
        const names = parseList(headers[field] ?? '').map(([name]) => name);
        assert.deepEqual(names, ['burst', 'day']);
      }
    }
    const left = parseList((await answerTo(contextAfter(1))).headers['ratelimit'] ?? '').map(([, parameters]) =>
      Object.fromEntries(parameters),
    );
    assert.deepEqual(left, [
      { r: 1, t: 2 },
      { r: 99, t: 43_200 },
    ]);
  });

  it('is refused with 429 when one is used up: when to come back, which it was, and the handler is not called', async () => {
    const { status, headers, problem, calls } = await answerTo(contextAfter(3));
    assert.deepEqual([status, headers['retry-after'], calls], [429, '2', 0]);
    assert.match(headers['ratelimit'] ?? '', /^"burst";r=0;t=2, "day";r=98;t=/);
    assert.deepEqual(problem, {
      'violated-policies': ['burst'],
      type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
      title: 'A quota of the caller is used up',
      status: 429,
      code: 'quota-exceeded',
      requestId: 'r',
    });
  });

  it('is refused before anything else is looked at', async () => {
    assert.equal((await answerTo(contextAfter(3), { body: '{' })).status, 429);
    assert.equal((await answerTo({ ...contextAfter(3), claims: {} })).status, 429);
  });

  it('is refused where the wait cannot be read, too, and told to wait a second', async () => {
    for (const retryAfter of ['', 'soon', '-1', '1e9', null, 0.5, '1\r\nSet-Cookie: a']) {
      const { status, headers } = await answerTo({ retryAfter });
      assert.deepEqual([status, headers['retry-after']], [429, '1'], String(retryAfter));
    }
  });
});

describe('the fields of quotas', () => {
  it('are not there where the authorizer names none', async () => {
    const { status, headers } = await answerTo({});
    assert.deepEqual([status, headers['ratelimit'], headers['ratelimit-policy']], [200, undefined, undefined]);
  });

  it('never begin another header', async () => {
    const { headers } = await answerTo({ rateLimit: '"a";r=1\r\nSet-Cookie: b', rateLimitPolicy: 5 });
    assert.deepEqual([headers['ratelimit'], headers['ratelimit-policy']], [undefined, undefined]);
  });

  it('are not the implementation’s to write', async () => {
    const handler = withRoles('customer', () =>
      handleWith(silent)(putNote, () => reply(204, null, { RateLimit: '"a";r=9', 'ratelimit-POLICY': '"a";q=9' }), {
        repeats: 'own transaction',
      }),
    );
    const { headers } = await handler(gatewayEvent(), lambdaContext());
    assert.deepEqual(
      Object.keys(headers).filter((name) => /^ratelimit/i.test(name)),
      [],
    );
  });
});
