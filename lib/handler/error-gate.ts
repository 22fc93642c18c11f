import { handlerProblems, type ProblemDocument, problemType } from '../contract/index.ts';
import type { Call } from './call.ts';
import type { GatewayResult } from './gateway-event.ts';
import { tell } from './observe/tell.ts';
import { Problem } from './problem.ts';
import { toResult } from './to-result.ts';

const problemJson = { 'Content-Type': 'application/problem+json' };
const internalError = new Problem('internal-error');

/**
 * The one gate that errors leave by (RFC 9457). A Problem that the endpoint may answer becomes its document; everything
 * else is `internal-error`, says nothing, and is told to the observer only.
 */
export function errorGate(call: Call, error: unknown): GatewayResult {
  const { problem, kind } = recognise(call, error);
  const document: ProblemDocument = {
    ...problem.extras.members,
    type: problemType(problem.code),
    title: kind.title,
    status: kind.status,
    code: problem.code,
    requestId: call.requestId,
    ...(problem.faults.length > 0 ? { errors: problem.faults } : {}),
  };
  const { code, faults } = problem;
  tell(call, { status: kind.status, problem: code, faults, ...(kind.status >= 500 ? { error } : {}) });
  return toResult(call, kind.status, { ...problem.extras.headers, ...problemJson }, document);
}

function recognise({ promised }: Call, error: unknown) {
  const kind = error instanceof Problem ? promised.problems.get(error.code) : undefined;
  return error instanceof Problem && kind !== undefined
    ? { problem: error, kind }
    : { problem: internalError, kind: handlerProblems['internal-error'] };
}
