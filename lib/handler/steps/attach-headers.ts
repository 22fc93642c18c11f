import type { Step } from '../call.ts';
import { standardProblem } from '../problem.ts';

/**
 * Collects the headers that may arrive once only: credentials, content type, idempotency key, and those that the contract
 * declares. Two of one are refused, because the gateway and the handler might each believe another one.
 */
export const attachHeaders: Step = (call) => {
  const headers = new Map<string, string>();
  for (const [name, values] of Object.entries(call.event.multiValueHeaders ?? {})) {
    const known = name.toLowerCase();
    const value = values?.[0];
    if (value === undefined || !call.promised.singleHeaders.has(known)) continue;
    if (values?.length !== 1 || headers.has(known)) throw standardProblem('malformed-request');
    headers.set(known, value);
  }
  call.headers = headers;
};
