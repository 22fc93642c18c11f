import type { Step } from '../call.ts';
import { standardProblem } from '../problem.ts';

/**
 * Collects the headers that may arrive once only: credentials, content type, idempotency key, and those that the contract
 * declares. Two of one are refused, because the gateway and the handler might each believe another one.
 */
export const attachHeaders: Step = (call) => {
  const headers = new Map<string, string>();
  const { multiValueHeaders: sent } = call.event;
  for (const name in sent) {
    // Of the dozen headers that arrive, few are worth a lower-case copy.
    if (!call.promised.singleHeaderLengths.has(name.length)) continue;
    const known = name.toLowerCase();
    if (!call.promised.singleHeaders.has(known)) continue;
    const values = sent[name];
    const value = values?.[0];
    if (value === undefined) continue;
    if (values?.length !== 1 || headers.has(known)) throw standardProblem('malformed-request');
    headers.set(known, value);
  }
  call.headers = headers;
};
