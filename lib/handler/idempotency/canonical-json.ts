/** JSON in which every object has its members in one order, so that equal values are equal texts (after RFC 8785 §3.2.3). */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, inOrder);

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  // Made from entries, so that a member called `__proto__` stays one.
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
