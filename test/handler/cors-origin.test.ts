import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { environment } from '../../lib/contract/index.ts';
import { answerHeaders } from '../../lib/handler/answer-headers.ts';

afterEach(() => delete process.env[environment.corsOrigin]);

test('pages of no origin may read an answer where the stack names none', () => {
  assert.equal(answerHeaders()['Access-Control-Allow-Origin'], undefined);
});

test('pages of the named origin may, and caches tell origins apart', () => {
  process.env[environment.corsOrigin] = 'https://portal.example.com';
  assert.equal(answerHeaders()['Access-Control-Allow-Origin'], 'https://portal.example.com');
  assert.equal(answerHeaders()['Vary'], 'Origin');
});

test('pages of the named origin may read the version of an answer, and what is left of their quotas', () => {
  assert.equal(answerHeaders()['Access-Control-Expose-Headers'], undefined);
  process.env[environment.corsOrigin] = 'https://portal.example.com';
  assert.equal(
    answerHeaders()['Access-Control-Expose-Headers'],
    'x-request-id, etag, retry-after, ratelimit, ratelimit-policy, location',
  );
});
