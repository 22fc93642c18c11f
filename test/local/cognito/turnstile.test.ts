import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTurnstile } from '../../../lib/local/cognito/secrets/turnstile.ts';
import { awsError, openFixture, passwordSignIn } from './fixture.ts';

test('no more than there is room for runs at once, in the order of arrival', async () => {
  const turnstile = createTurnstile({ atOnce: 2, waiting: 8 });
  const began: number[] = [];
  let running = 0;
  let most = 0;
  const work = (index: number) => async () => {
    began.push(index);
    running += 1;
    most = Math.max(most, running);
    await new Promise(setImmediate);
    running -= 1;
    if (index === 3) throw new Error('failed');
    return index;
  };
  const results = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => turnstile(work(index))));
  assert.equal(most, 2);
  assert.deepEqual(began, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 9);
  assert.equal(await turnstile(work(11)), 11, 'one that failed has left');
});

test('who comes when too many wait is refused at once', async () => {
  const turnstile = createTurnstile({ atOnce: 1, waiting: 1 });
  const slow = () => new Promise<void>((resolve) => setImmediate(resolve));
  const admitted = [turnstile(slow), turnstile(slow)];
  await assert.rejects(turnstile(slow), awsError('TooManyRequestsException'));
  await Promise.all(admitted);
  await turnstile(slow);
});

test('a flood of sign-ins under many names is refused in part, and counts against nobody’s name', async (context) => {
  const fixture = openFixture(context, { pool: {} });
  const clientId = fixture.client();
  const flood = Array.from({ length: 80 }, (_, index) =>
    passwordSignIn(fixture, clientId, { name: `nobody ${index}`, password: 'wrong' }).catch(
      (error: unknown) => (error as { readonly code?: string }).code,
    ),
  );
  const codes = await Promise.all(flood);
  assert.deepEqual(new Set(codes), new Set(['NotAuthorizedException', 'TooManyRequestsException']));
  assert.equal(codes.filter((code) => code === 'TooManyRequestsException').length, 80 - 66);
});
