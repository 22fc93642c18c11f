/** How much is remembered, and for how long. */
export interface CacheLimits {
  readonly lifeMillis: number;
  /** Entries; the one that was loaded first makes room. */
  readonly most: number;
  readonly nowMillis?: () => number;
}

/**
 * `cached` for values that are many: remembers what a loader gave for a key. The key names everything that chose the value.
 * Callers at the same time share one load; a load that fails is not remembered.
 */
export function cachedByKey<Value>({ lifeMillis, most, nowMillis = Date.now }: CacheLimits) {
  const kept = new Map<string, { readonly value: Promise<Value>; readonly until: number }>();
  return (key: string, load: () => Promise<Value>): Promise<Value> => {
    const known = kept.get(key);
    if (known !== undefined && nowMillis() < known.until) return known.value;
    const fresh = { value: load(), until: nowMillis() + lifeMillis };
    fresh.value.catch(() => {
      if (kept.get(key) === fresh) kept.delete(key);
    });
    kept.delete(key);
    kept.set(key, fresh);
    const [oldest] = kept.size > most ? kept.keys() : [];
    if (oldest !== undefined) kept.delete(oldest);
    return fresh.value;
  };
}
