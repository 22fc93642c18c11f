import type { JsonObject } from '../../contract/index.ts';
import { LONGEST_VALUE, valueShape } from './value-shape.ts';

/** Letters, digits and what no server reads as more than itself (RFC 3986 §2.3). */
const unreserved = String.raw`[\w.~-]`;

/**
 * A pattern for the values of a parameter in the path: the alphabet and the length that its contract allows. Not the
 * whole shape: a mistyped id reaches the handler, which says what is wrong with it; markup and quotes do not.
 */
export function parameterShape(schema: JsonObject): string {
  const longest = typeof schema['maxLength'] === 'number' ? schema['maxLength'] : LONGEST_VALUE;
  const alphabet = valueShape(schema)?.extras === '' ? unreserved : '[^/]';
  return `${alphabet}{1,${Math.min(longest, LONGEST_VALUE)}}`;
}
