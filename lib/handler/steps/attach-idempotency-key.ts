import { headers } from '../../contract/index.ts';
import type { Step } from '../call.ts';
import { parseIdempotencyKey } from '../idempotency/idempotency-key.ts';

/** Reads the idempotency key where the contract takes one; that it is missing or odd is told with the other faults. */
export const attachIdempotencyKey: Step = (call) => {
  if (call.promised.endpoint.idempotency === 'none') return;
  call.idempotencyKey = parseIdempotencyKey(call.headers.get(headers.idempotencyKey) ?? '');
};
