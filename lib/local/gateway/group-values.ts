/** All values of each name, in order; names keep their case. */
export function groupValues(pairs: Iterable<readonly [name: string, value: string]>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [value]);
    else group.push(value);
  }
  return groups;
}

/** As {@link groupValues}, with names that differ only in case taken together, under the spelling that came first. */
export function groupHeaders(headers: Iterable<readonly [name: string, value: string]>): Map<string, string[]> {
  const spellings = new Map<string, string>();
  return groupValues(
    [...headers].map(([name, value]) => {
      const key = name.toLowerCase();
      if (!spellings.has(key)) spellings.set(key, name);
      return [spellings.get(key) ?? name, value];
    }),
  );
}
