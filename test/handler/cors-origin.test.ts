import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { environment } from '../../lib/contract/index.ts';
import { answerHeaders } from '../../lib/handler/answer-headers.ts';

afterEach(() => {
  for (const name of [environment.corsOrigin, environment.corsExposed]) delete process.env[name];
});

test('pages of no origin may read an answer where the stack names none', () => {
  assert.equal(answerHeaders()['Access-Control-Allow-Origin'], undefined);
});

test('pages of the named origin may, and caches tell origins apart', () => {
  process.env[environment.corsOrigin] = 'https://portal.example.com';
  assert.equal(answerHeaders()['Access-Control-Allow-Origin'], 'https://portal.example.com');
  assert.equal(answerHeaders()['Vary'], 'Origin');
});

test('pages of the named origin may read the headers that the stack names, and no others', () => {
  process.env[environment.corsExposed] = 'etag,x-request-id';
  assert.equal(answerHeaders()['Access-Control-Expose-Headers'], undefined);
  process.env[environment.corsOrigin] = 'https://portal.example.com';
  assert.equal(answerHeaders()['Access-Control-Expose-Headers'], 'etag,x-request-id');
  delete process.env[environment.corsExposed];
  assert.equal(answerHeaders()['Access-Control-Expose-Headers'], undefined);
});
