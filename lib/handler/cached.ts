/**
 * Remembers what a loader gave for a while, so that a secret is neither fetched for every request nor kept after it was
 * rotated. Callers at the same time share one load; a load that fails is not remembered.
 */
export function cached<Value>(
  load: () => Promise<Value>,
  lifeMillis: number,
  nowMillis: () => number = Date.now,
): () => Promise<Value> {
  let kept: { readonly value: Promise<Value>; readonly until: number } | undefined;
  return () => {
    if (kept !== undefined && nowMillis() < kept.until) return kept.value;
    const fresh = { value: load(), until: nowMillis() + lifeMillis };
    fresh.value.catch(() => {
      if (kept === fresh) kept = undefined;
    });
    kept = fresh;
    return fresh.value;
  };
}
