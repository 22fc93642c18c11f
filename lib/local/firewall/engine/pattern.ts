import { RE2JS } from 're2js';
import { type ByteString, utf8Bytes } from './byte-string.ts';
import { FirewallRefusal } from './refusal.ts';

/** Longest pattern that the API takes. */
const maximumLength = 512;

/** Whether the pattern is found anywhere in one of the texts. */
export type Pattern = (texts: readonly ByteString[]) => boolean;

/**
 * Compiles a regular expression to RE2, whose work grows with the text and never with the number of ways to match it.
 * Back references, look-around, recursion, possessive quantifiers and the like are refused, as AWS refuses them.
 * `.` and classes see bytes: a character beyond ASCII is the bytes of its UTF-8.
 */
export function compilePattern(written: string, path: string): Pattern {
  if (!(written.length >= 1 && written.length <= maximumLength)) {
    throw new FirewallRefusal(path, `must have 1 to ${maximumLength} characters`);
  }
  const pattern = utf8Bytes(written);
  const compiled = compile(pattern, path);
  if (!canSpanLines(pattern)) return (texts) => texts.some((text) => compiled.test(text));
  const multiline = RE2JS.compile(pattern, RE2JS.MULTILINE);
  // Most lists have no match at all, and one look at all texts, a line each, tells so.
  return (texts) => {
    if (texts.length > 2 && !multiline.test(texts.join('\n'))) return false;
    return texts.some((text) => compiled.test(text));
  };
}

/** Where `^` and `$` are the only ends of a text, a match in it is also one in a line of its own. */
const canSpanLines = (pattern: ByteString): boolean => !/\\[Az]|\(\?[a-zA-Z]*-|\\Q/.test(pattern);

function compile(pattern: ByteString, path: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    throw new FirewallRefusal(path, `is not supported: ${error instanceof Error ? error.message : 'unknown reason'}`);
  }
}
