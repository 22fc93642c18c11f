import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../lib/local/json.ts';
import { awsError, openFixture } from './fixture.ts';

const wide = awsError('InvalidParameterException', 'A list or map of the request has more than 1000 members');
const map = (size: number): JsonObject =>
  Object.fromEntries(Array.from({ length: size }, (_, index) => [`a${index}`, 1]));
const list = (size: number) => Array.from({ length: size }, () => 1);

test('what is wider than any request is refused before its parts are judged', async (context) => {
  const fixture = openFixture(context);
  const ClientId = fixture.client();
  const begin = (more: JsonObject) =>
    fixture.call('InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', ...more });
  for (const AuthParameters of [map(1_001), [map(1_001)], { a: { b: map(1_001) } }]) {
    await assert.rejects(begin({ AuthParameters }), wide);
  }
  await assert.rejects(begin(map(1_001)), wide);
  const signUp = { ClientId, Username: 'ada', Password: 'x' };
  await assert.rejects(fixture.call('SignUp', { ...signUp, UserAttributes: list(1_001) }), wide);
  const narrow = begin({ AuthParameters: map(1_000) });
  await assert.rejects(narrow, awsError('InvalidParameterException', /'AuthParameters\.a0'/));
});

test('a million bad parts do not hold up everyone', async (context) => {
  const fixture = openFixture(context);
  const UserAttributes = list(1_000_000);
  const began = performance.now();
  await assert.rejects(fixture.call('SignUp', { ClientId: fixture.client(), Username: 'ada', UserAttributes }), wide);
  assert.ok(performance.now() - began < 1_000);
});
