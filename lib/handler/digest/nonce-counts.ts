/** The counts that were used with one nonce: the greatest, and which of the 64 before it. */
export interface CountWindow {
  readonly greatest: number;
  /** Bit `n` stands for `greatest - n`. */
  readonly seen: bigint;
}

/** How far requests of one client may overtake one another. */
const WINDOW = 64;

/**
 * Takes a nonce count (RFC 7616 §3.4, `nc`) once. Clients that send several requests at a time do not arrive in order,
 * so a count below the greatest is taken as long as it is new and within the window.
 *
 * @returns the window with the count in it, or undefined when the count was used or is too old to tell
 */
export function takeCount(window: CountWindow | undefined, count: number): CountWindow | undefined {
  if (!(Number.isInteger(count) && count >= 1)) return undefined;
  if (window === undefined) return { greatest: count, seen: 1n };
  const ahead = count - window.greatest;
  if (ahead > 0) {
    const kept = ahead >= WINDOW ? 0n : BigInt.asUintN(WINDOW, window.seen << BigInt(ahead));
    return { greatest: count, seen: kept | 1n };
  }
  const bit = ahead > -WINDOW ? 1n << BigInt(-ahead) : undefined;
  return bit === undefined || (window.seen & bit) !== 0n ? undefined : { ...window, seen: window.seen | bit };
}

/** Remembers the counts of every nonce until the nonce ends; shared by all instances of the authorizer. */
export interface NonceCounts {
  /** Whether the count was not used with this nonce before; from now on it was. Two callers never both hear yes. */
  take(nonce: string, count: number, endsAtSeconds: number): Promise<boolean>;
}
