import type { Step } from '../call.ts';
import { standardProblem } from '../problem.ts';

/** Settles which view of the contract a caller has: the first of those whose role is the caller's and holds the permission. */
export const attachView: Step = (call) => {
  const { endpoint, allowedRoles } = call.promised;
  if (endpoint.viewRoles.length === 0) return;
  call.view = endpoint.viewRoles.find((role) => allowedRoles.has(role) && call.principal?.roles.includes(role));
  if (call.view === undefined) throw standardProblem('permission-denied');
};
