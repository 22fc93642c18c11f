/** Whether a part of a request holds nothing: no body, or no single parameter. */
export function isAbsent(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === undefined;
  for (const _name in value) return false;
  return !Array.isArray(value);
}
