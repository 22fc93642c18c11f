import type { Step } from '../call.ts';
import { standardProblem } from '../problem.ts';

/** Lets a caller pass who has a role that holds the endpoint's permission. No such role, nobody passes. */
export const checkPermission: Step = ({ promised: { endpoint, allowedRoles }, principal }) => {
  if (endpoint.access.kind === 'public') return;
  if (!principal?.roles.some((role) => allowedRoles.has(role))) throw standardProblem('permission-denied');
};
