import type { JsonObject } from '../../contract/index.ts';
import { objectsIn } from './parameter-schemas.ts';
import { patternAlphabet } from './pattern-alphabet.ts';

/**
 * The alphabet and the length of a value. Not its whole shape: unreserved characters (RFC 3986 §2.3) are always in it, so
 * that a mistyped value reaches the handler, which says what is wrong with it; markup and quotes do not.
 */
export interface ValueShape {
  /** Characters beyond unreserved ones, sorted. */
  readonly extras: string;
  /** In characters. */
  readonly longest: number;
}

/** The longest value whose contract names no bound. */
export const LONGEST_VALUE = 256;

const unreserved = /^[\w.~-]$/;

/** What is known of values by their type or format alone. */
const known: ReadonlyMap<unknown, string> = new Map([
  ['integer', '+'],
  ['number', '+'],
  ['boolean', ''],
  ['uuid', ''],
]);

/** @returns undefined where the contract takes any text, as far as its schema shows it */
export function valueShape(schema: JsonObject): ValueShape | undefined {
  const alphabet = alphabetOf(schema);
  if (alphabet === undefined) return undefined;
  const longest = typeof schema['maxLength'] === 'number' ? schema['maxLength'] : LONGEST_VALUE;
  return { extras: extrasIn(alphabet), longest };
}

/** What is in the shape of one value or of another. */
export const unionOf = (one: ValueShape, other: ValueShape): ValueShape => ({
  extras: extrasIn([...one.extras, ...other.extras]),
  longest: Math.max(one.longest, other.longest),
});

const extrasIn = (characters: Iterable<string>) =>
  [...new Set(characters)]
    .filter((character) => !unreserved.test(character))
    .sort()
    .join('');

function alphabetOf(schema: JsonObject): Iterable<string> | undefined {
  const { enum: values, const: value, pattern, format, type, items } = schema;
  const alternatives = [...objectsIn(schema['anyOf']), ...objectsIn(schema['oneOf'])];
  if (alternatives.length > 0) return together(alternatives.map(alphabetOf));
  if (Array.isArray(values)) return together(values.map(charactersIn));
  if (value !== undefined) return charactersIn(value);
  if (typeof pattern === 'string') return patternAlphabet(pattern);
  if (type === 'array') return together(objectsIn([items]).map(alphabetOf));
  return known.get(type) ?? known.get(format);
}

const charactersIn = (value: unknown): string | undefined =>
  /^[ -~]*$/.test(String(value)) ? String(value) : undefined;

function together(alphabets: readonly (Iterable<string> | undefined)[]): Iterable<string> | undefined {
  const all: string[] = [];
  for (const alphabet of alphabets) {
    if (alphabet === undefined) return undefined;
    all.push(...alphabet);
  }
  return all;
}
