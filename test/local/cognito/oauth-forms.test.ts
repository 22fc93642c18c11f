import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFixture } from './fixture.ts';
import { postForm } from './login-fixture.ts';

test('a form that is longer than any is refused before it is taken apart', async (context) => {
  const fixture = openFixture(context);
  // Different names, since a repeated one ends the reading.
  const flood = Object.fromEntries(Array.from({ length: 8_192 }, (_, index) => [`parameter-${index}`, 'x']));
  for (const path of ['/oauth2/token', '/oauth2/revoke']) {
    const { status, body } = await postForm(fixture, path, flood);
    assert.deepEqual([status, body['error_description']], [400, 'the body is too long']);
    const short = await postForm(fixture, path, { 'parameter-0': 'x' });
    assert.notEqual(short.body['error_description'], 'the body is too long');
  }
});
