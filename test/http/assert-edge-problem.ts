import assert from 'node:assert/strict';
import { problemType } from '../../lib/contract/index.ts';
import type { HttpAnswer } from '../../scripts/https-client.ts';

/**
 * Asserts a problem that the firewall may answer by itself: its documents are `application/json`, because AWS WAF sends no
 * other.
 */
export function assertEdgeProblem(answer: HttpAnswer, status: number, code: string): void {
  assert.equal(answer.status, status, answer.text);
  const { type, code: answered, status: written, requestId } = Object(answer.json);
  assert.deepEqual([answered, written, type], [code, status, problemType(code)], answer.text);
  assert.equal(requestId, answer.headers['x-amzn-requestid']);
  assert.match(String(answer.headers['content-type']), /^application\/(?:problem\+)?json/);
  assert.match(String(answer.headers['strict-transport-security']), /max-age=\d{8}/);
  assert.equal(answer.headers['x-content-type-options'], 'nosniff');
  assert.equal(answer.headers['cache-control'], 'no-store');
}
