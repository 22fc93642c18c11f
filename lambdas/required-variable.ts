/**
 * An environment variable that a grant sets.
 *
 * @throws Error naming the variable: the function was not granted what it needs.
 */
export function requiredVariable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}
