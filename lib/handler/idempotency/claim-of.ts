import { createHash, randomUUID } from 'node:crypto';
import type { Call } from '../call.ts';
import type { RequestClaim } from './answer-store.ts';
import { canonicalJson } from './canonical-json.ts';

/** Lambda kills a function at the latest so long after the handler's own time is up. */
const marginSeconds = 2;

/**
 * The claim of a request: its id is of the caller, the route and the key, so that nobody meets another's answer; its
 * fingerprint of the method, the route and everything validated that was asked.
 */
export function claimOf(
  { promised: { endpoint }, principal, input }: Call,
  key: string,
  nowSeconds: number,
): RequestClaim {
  const { path, query, body } = input;
  return {
    id: digest([principal?.scheme, principal?.subject, endpoint.route, key]),
    fingerprint: digest([endpoint.route, path, query, body]),
    attempt: randomUUID(),
    nowSeconds,
    leaseEndsSeconds: Math.ceil(nowSeconds + endpoint.limits.timeoutMillis / 1_000) + marginSeconds,
  };
}

const digest = (parts: readonly unknown[]): string =>
  createHash('sha256').update(canonicalJson(parts)).digest('base64url');
