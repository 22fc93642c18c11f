import { standardProblem } from '../problem.ts';

/**
 * How many keys the objects of a parsed JSON value have, at every depth.
 *
 * @throws Problem `malformed-json` for a key that could reach an object's prototype in careless code further on.
 */
export function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let keys = 0;
  if (Array.isArray(value)) {
    for (const item of value) keys += countKeys(item);
    return keys;
  }
  for (const key in value) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') throw standardProblem('malformed-json');
    // The key was just found in the value.
    keys += 1 + countKeys(value[key as keyof typeof value]);
  }
  return keys;
}
