/** Whoever looks wants to know whether a key is still needed, not of every request. */
export const secondsBetweenNotes = 300;

/** A request waits no longer for its note. */
const longestWaitMillis = 250;

/**
 * Writes down that a key is in use, unless somebody else did within the last {@link secondsBetweenNotes}; aborted when
 * the request goes on without it.
 */
export type NoteUse = (keyId: string, nowSeconds: number, signal: AbortSignal) => Promise<unknown>;

/**
 * Has the use of a key written down if the last note is old. It is awaited, because Lambda freezes what is not, but for a
 * quarter of a second at most; whatever becomes of the note, the request goes on.
 */
export async function noteUse(
  note: NoteUse,
  use: { readonly keyId: string; readonly lastUsedAtSeconds: number | undefined; readonly nowSeconds: number },
): Promise<void> {
  const { keyId, lastUsedAtSeconds, nowSeconds } = use;
  if (lastUsedAtSeconds !== undefined && nowSeconds - lastUsedAtSeconds < secondsBetweenNotes) return;
  const end = new AbortController();
  const gaveUp = new Promise((resolve) => end.signal.addEventListener('abort', resolve, { once: true }));
  const timer = setTimeout(() => end.abort(), longestWaitMillis);
  try {
    await Promise.race([note(keyId, nowSeconds, end.signal), gaveUp]);
  } catch {
    // Another instance was first, or the table is busy: the next request of the key tries again.
  } finally {
    clearTimeout(timer);
  }
}
