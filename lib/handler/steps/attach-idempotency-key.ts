import { headers } from '../../contract/index.ts';
import type { Step } from '../call.ts';
import { parseIdempotencyKey } from '../idempotency-key.ts';

/** Reads the idempotency key where the contract requires one; that it is missing is told with the other faults. */
export const attachIdempotencyKey: Step = (call) => {
  if (call.promised.endpoint.idempotency !== 'required') return;
  call.idempotencyKey = parseIdempotencyKey(call.headers.get(headers.idempotencyKey) ?? '');
};
