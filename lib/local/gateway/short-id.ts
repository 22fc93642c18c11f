import { createHash } from 'node:crypto';

/** An identifier as API Gateway makes them: ten of `a-z0-9`; the same for the same input, so that restarts keep it. */
export function shortId(...parts: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return BigInt(`0x${digest}`).toString(36).padStart(50, '0').slice(-10);
}
