import { type Peppers, toPeppers } from './peppers.ts';

/** The peppers; with the version that somebody needs, they are loaded again where it is not among those at hand. */
export type LoadPeppers = (version?: number) => Promise<Peppers>;

/** What needs a version that was removed makes the vault be asked no more often than this. */
const pauseMillis = 10_000;

/**
 * Remembers the peppers of a secret for a while. Another instance may have hashed by a version that is newer than those: it
 * is not called wrong before the vault was asked again.
 *
 * @param lifeMillis for so long, a version that was removed goes on at most
 */
export function pepperRing(
  loadSecret: () => Promise<string>,
  lifeMillis: number,
  nowMillis: () => number = Date.now,
): LoadPeppers {
  let kept: { readonly peppers: Peppers; readonly loadedAt: number } | undefined;
  let loading: Promise<Peppers> | undefined;

  return async (version) => {
    const ageMillis = nowMillis() - (kept?.loadedAt ?? Number.NEGATIVE_INFINITY);
    if (kept !== undefined && ageMillis < lifeMillis) {
      const isHeld = version === undefined || kept.peppers.keyOf(version) !== undefined;
      if (isHeld || ageMillis < pauseMillis) return kept.peppers;
    }
    loading ??= load(nowMillis()).finally(() => {
      loading = undefined;
    });
    return loading;
  };

  async function load(loadedAt: number): Promise<Peppers> {
    const peppers = toPeppers(await loadSecret());
    kept = { peppers, loadedAt };
    return peppers;
  }
}
