import type { JsonObject } from '../../contract/index.ts';

/** The longest value of a parameter whose contract names no bound. */
const LONGEST_VALUE = 256;

/** Letters, digits and what no server reads as more than itself (RFC 3986 §2.3). */
const unreserved = String.raw`[\w.~-]`;

/**
 * A pattern for the values of a parameter in the path: the alphabet and the length that its contract allows. Not the
 * whole shape: a mistyped id reaches the handler, which says what is wrong with it; markup and quotes do not.
 */
export function parameterShape(schema: JsonObject): string {
  const longest = typeof schema['maxLength'] === 'number' ? schema['maxLength'] : LONGEST_VALUE;
  return `${isUnreserved(schema) ? unreserved : '[^/]'}{1,${Math.min(longest, LONGEST_VALUE)}}`;
}

/** Whether the contract allows unreserved characters only, as far as its schema shows it. */
function isUnreserved({ enum: values, pattern, format }: JsonObject): boolean {
  if (Array.isArray(values)) return values.every((value) => typeof value === 'string' && /^[\w.~-]+$/.test(value));
  if (format === 'uuid') return true;
  return typeof pattern === 'string' && hasUnreservedAlphabet(pattern);
}

/**
 * Every character that a pattern can match is written in it, as itself or in a class; so a pattern in which there is
 * nothing but unreserved characters, `\w`, `\d` and the marks of regular expressions matches nothing else.
 */
function hasUnreservedAlphabet(pattern: string): boolean {
  const rest = pattern
    .replaceAll('(?:', '(')
    .replaceAll(/\\[wd.-]/g, '')
    .replaceAll(/\{\d+(?:,\d*)?\}/g, '');
  return /^\^[\w~()|?+*[\]-]*\$$/.test(rest);
}
