import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { environment } from '../../lib/contract/index.ts';
import { toResult } from '../../lib/handler/to-result.ts';

afterEach(() => delete process.env[environment.corsOrigin]);

const answer = () => toResult('request-1', 200, {}, { ok: true }).headers ?? {};

test('pages of no origin may read an answer where the stack names none', () => {
  assert.equal(answer()['Access-Control-Allow-Origin'], undefined);
});

test('pages of the named origin may, and caches tell origins apart', () => {
  process.env[environment.corsOrigin] = 'https://portal.example.com';
  assert.equal(answer()['Access-Control-Allow-Origin'], 'https://portal.example.com');
  assert.equal(answer()['Vary'], 'Origin');
});
