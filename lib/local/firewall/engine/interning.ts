/** Makes a thing once for all places that write it alike, so that a request is asked the same question once only. */
export type Intern = <T>(written: readonly unknown[], make: () => T) => T;

/** The first part of `written` names the kind of thing, so that no two kinds share a key. */
export function createIntern(): Intern {
  const made = new Map<string, unknown>();
  return <T>(written: readonly unknown[], make: () => T): T => {
    const key = JSON.stringify(written);
    if (!made.has(key)) made.set(key, make());
    // Under one key only one `make` ever ran, and its kind is part of the key.
    return made.get(key) as T;
  };
}
