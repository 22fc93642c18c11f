import type { Step } from '../call.ts';
import { standardProblem } from '../problem.ts';

/** Serves the contract's own route only: a function wired to another one would guard it with the wrong contract. */
export const checkRoute: Step = ({ promised: { endpoint }, event }) => {
  if (event.httpMethod !== endpoint.method || event.resource !== endpoint.path) {
    throw standardProblem('gateway-misconfigured');
  }
};
