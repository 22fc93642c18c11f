import { standardProblem } from '../problem.ts';

/** Deeper than a contract goes, and far from the end of anybody's stack. */
const deepest = 64;

const [quote, backslash, colon] = [0x22, 0x5c, 0x3a];
const [openArray, closeArray, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * How many members the objects of a JSON text have: its colons outside of strings. For a text that is not JSON the
 * number means nothing.
 *
 * @throws Problem `malformed-json` for nesting deeper than 64 levels.
 */
export function countMembers(text: string): number {
  let members = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === quote) at = endOfString(text, at + 1);
    else if (character === colon) members += 1;
    else if (character === openObject || character === openArray) {
      depth += 1;
      if (depth > deepest) throw standardProblem('malformed-json');
    } else if (character === closeObject || character === closeArray) depth -= 1;
  }
  return members;
}

/** Where the string that began before `at` has its closing quote; past the end if it has none. */
function endOfString(text: string, at: number): number {
  for (let end = at; end < text.length; end += 1) {
    const character = text.charCodeAt(end);
    if (character === quote) return end;
    if (character === backslash) end += 1;
  }
  return text.length;
}
