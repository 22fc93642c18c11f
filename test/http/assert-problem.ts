import assert from 'node:assert/strict';
import * as z from 'zod';
import { problemType } from '../../lib/contract/index.ts';
import type { HttpAnswer } from '../../scripts/https-client.ts';

const problemDocument = z.strictObject({
  type: z.string(),
  title: z.string().min(5),
  status: z.int(),
  code: z.string(),
  requestId: z.string().min(8),
  errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).optional(),
  'violated-policies': z.array(z.string()).optional(),
});

/** Asserts that the answer is a problem document (RFC 9457) with this status and code. @returns its faults' pointers */
export function assertProblem(answer: HttpAnswer, status: number, code: string): readonly string[] {
  assert.equal(answer.status, status, answer.text);
  const problem = problemDocument.parse(answer.json);
  assert.equal(problem.code, code, answer.text);
  assert.equal(problem.status, status);
  assert.equal(problem.type, problemType(code));
  assert.equal(answer.headers['content-type'], 'application/problem+json');
  assert.match(String(answer.headers['strict-transport-security']), /max-age=\d{8}/);
  assert.equal(answer.headers['x-content-type-options'], 'nosniff');
  assert.equal(answer.headers['cache-control'], 'no-store');
  return (problem.errors ?? []).map(({ pointer }) => pointer);
}
