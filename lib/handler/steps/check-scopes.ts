import type { Step } from '../call.ts';
import { standardProblem } from '../problem.ts';

/** Asks for one of the contract's scopes; of several schemes at once, for one of each. */
export const checkScopes: Step = ({ promised: { ways }, principal }) => {
  if (ways.vouchedBy === 'nobody') return;
  const schemes = principal && ways.schemes.get(principal.way);
  if (!schemes?.every(({ scopes }) => scopes.some((scope) => principal?.scopes.includes(scope)))) {
    throw standardProblem('access-denied');
  }
};
