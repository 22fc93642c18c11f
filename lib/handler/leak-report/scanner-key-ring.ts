import { type ScannerKeys, toScannerKeys } from './verify-leak-report.ts';

/** A key that the scanner has withdrawn is trusted for this long at most: then they are asked for again, or none is. */
const longestAgeMillis = 60 * 60_000;
/** Ids that nobody knows make the bank ask no more often than this: GitHub answers a stranger 60 times an hour. */
const pauseMillis = 5 * 60_000;
/** The same after a try that failed. */
const pauseAfterFailureMillis = 10_000;

/**
 * The keys of a scanner, loaded when first needed, when they are too old, and when a report names one that is not among
 * them: the scanner has changed its key, or a stranger made up an id.
 *
 * @param load what the scanner publishes
 * @throws Error when the keys cannot be loaded, or could not a moment ago: old ones are not used instead
 */
export function scannerKeyRing(
  load: () => Promise<unknown>,
  nowMillis: () => number = Date.now,
): (keyId: string) => Promise<ScannerKeys> {
  let kept: { readonly keys: ScannerKeys; readonly until: number } | undefined;
  let askAgainAt = Number.NEGATIVE_INFINITY;
  let loading: Promise<ScannerKeys> | undefined;

  return async (keyId) => {
    const now = nowMillis();
    const keys = kept !== undefined && now < kept.until ? kept.keys : undefined;
    if (keys?.has(keyId)) return keys;
    if (loading === undefined && now < askAgainAt) {
      if (keys !== undefined) return keys;
      throw new Error('the keys of the scanner could not be loaded a moment ago');
    }
    loading ??= ask(now).finally(() => {
      loading = undefined;
    });
    return loading;
  };

  async function ask(now: number): Promise<ScannerKeys> {
    askAgainAt = now + pauseAfterFailureMillis;
    const keys = toScannerKeys(await load());
    kept = { keys, until: now + longestAgeMillis };
    askAgainAt = now + pauseMillis;
    return keys;
  }
}
