import type { Step } from '../call.ts';
import { standardProblem } from '../problem.ts';

/** Refuses a body, of whatever kind, where the contract declares none; it is not even read. */
export const checkNoBody: Step = ({ promised: { validators }, event: { body } }) => {
  if (body === null || validators.request.body !== undefined) return;
  throw standardProblem('invalid-request', [{ pointer: '/body', detail: 'is not part of the contract' }]);
};
