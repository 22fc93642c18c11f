import { isJsonObject, type Json } from '../json.ts';
import { type EventMatch, InvalidEventPattern, type Leaf, type PatternUse } from './event-match.ts';
import { parseLeaf } from './parse-leaf.ts';

/**
 * Reads an event pattern, an object or its JSON text: every field must match, of a field's list any element, of `$or` any
 * pattern. Numbers are compared as numbers, so that `300` is `300.0`, which AWS tells apart.
 *
 * Amazon EventBridge User Guide, "Creating event patterns".
 *
 * @throws InvalidEventPattern for what AWS refuses, and for an operator that it does not know for this use
 */
export const parseEventPattern = (pattern: Json, use: PatternUse): EventMatch =>
  parseObject(typeof pattern === 'string' ? parseText(pattern) : pattern, 'the pattern', use);

const parseText = (text: string): Json => {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidEventPattern('the pattern is not JSON');
  }
};

const parseObject = (pattern: Json | undefined, place: string, use: PatternUse): EventMatch => {
  if (!isJsonObject(pattern) || Object.keys(pattern).length === 0) {
    throw new InvalidEventPattern(`${place} must be an object that names a field`);
  }
  const fields = Object.entries(pattern).map(([name, value]) =>
    name === '$or' ? parseOr(value, use) : parseField(name, value, use),
  );
  const matches: EventMatch = (event) =>
    // All fields of one pattern must be found in one element of a list.
    Array.isArray(event) && event.length > 0 ? event.some(matches) : fields.every((field) => field(event));
  return matches;
};

const parseOr = (value: Json | undefined, use: PatternUse): EventMatch => {
  if (!Array.isArray(value) || value.length < 2) {
    throw new InvalidEventPattern('$or must be a list of at least two patterns');
  }
  const patterns = value.map((pattern) => parseObject(pattern, '$or', use));
  return (event) => patterns.some((pattern) => pattern(event));
};

const parseField = (name: string, value: Json | undefined, use: PatternUse): EventMatch => {
  const within = (event: Json | undefined): Json | undefined =>
    isJsonObject(event) && Object.hasOwn(event, name) ? event[name] : undefined;
  if (!Array.isArray(value)) {
    const pattern = parseObject(value, name, use);
    return (event) => pattern(within(event));
  }
  if (value.length === 0) throw new InvalidEventPattern(`${name} must not be an empty list`);
  const elements = value.map((element) => parseLeaf(element, use));
  return (event) => leavesOf(within(event)).some((leaf) => elements.some((element) => element(leaf)));
};

/** The scalars in one place of an event; `undefined` when there is none, as in an object or an empty list. */
const leavesOf = (value: Json | undefined): readonly Leaf[] => {
  if (Array.isArray(value)) {
    const leaves = value.flatMap((element) => leavesOf(element)).filter((leaf) => leaf !== undefined);
    return leaves.length > 0 ? leaves : [undefined];
  }
  // What is neither a list nor an object is a scalar.
  return [typeof value === 'object' && value !== null ? undefined : (value as Leaf)];
};
