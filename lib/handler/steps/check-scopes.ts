import type { Step } from '../call.ts';
import { standardProblem } from '../problem.ts';

/** Asks for one of the contract's scopes again: an authorizer's cached answer may come from another endpoint. */
export const checkScopes: Step = ({ promised: { endpoint }, principal }) => {
  const { access } = endpoint;
  if (access.kind === 'public') return;
  if (!access.scopes.some((scope) => principal?.scopes.includes(scope))) throw standardProblem('access-denied');
};
