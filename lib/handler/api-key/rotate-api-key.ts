import { isUsable } from './api-key-record.ts';

/** The part of a key's record that rotation changes. */
export interface KeyLife {
  readonly status: 'active' | 'revoked';
  /** Seconds since 1970. */
  readonly expiresAtSeconds: number;
  /** Public id of the key that took its place. */
  readonly replacedBy: string | undefined;
}

/** Longest time for which a replaced key goes on working: a week. */
export const longestGraceSeconds = 604_800;

export type Rotation =
  | {
      readonly kind: 'rotated';
      /** When the old key ends. */
      readonly predecessorExpiresAtSeconds: number;
      /** When the new key ends: when the old one would have. */
      readonly successorExpiresAtSeconds: number;
    }
  /** Another rotation was first, or the key has ended. */
  | { readonly kind: 'refused'; readonly because: 'replaced' | 'ended' };

/**
 * What becomes of a key and its successor. Both work until the grace is over, so that nothing stops while the new key is
 * put in place; neither ever works longer than the old one would have. A key is replaced once, so that a lineage has at
 * most two that work: the store writes both in one transaction, on condition that `replacedBy` is absent, and ends the key
 * before the old one in it.
 *
 * @param options.graceSeconds 0 ends the old key at once
 * @throws RangeError for a grace that is no whole number from 0 to a week
 */
export function rotateApiKey(
  key: KeyLife,
  { nowSeconds, graceSeconds }: { readonly nowSeconds: number; readonly graceSeconds: number },
): Rotation {
  if (!(Number.isSafeInteger(graceSeconds) && graceSeconds >= 0 && graceSeconds <= longestGraceSeconds)) {
    throw new RangeError(`graceSeconds is a whole number from 0 to ${longestGraceSeconds}`);
  }
  if (key.replacedBy !== undefined) return { kind: 'refused', because: 'replaced' };
  if (!isUsable(key, nowSeconds)) return { kind: 'refused', because: 'ended' };
  return {
    kind: 'rotated',
    predecessorExpiresAtSeconds: Math.min(key.expiresAtSeconds, Math.floor(nowSeconds) + graceSeconds),
    successorExpiresAtSeconds: key.expiresAtSeconds,
  };
}
