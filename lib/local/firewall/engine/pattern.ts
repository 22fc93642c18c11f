import { RE2JS } from 're2js';
import { type ByteString, utf8Bytes } from './byte-string.ts';
import { FirewallRefusal } from './refusal.ts';

/** Longest pattern that the API takes. */
const maximumLength = 512;

/** Looks for a pattern anywhere in the bytes. */
export type Pattern = (text: ByteString) => boolean;

/**
 * Compiles a regular expression to RE2, whose work grows with the text and never with the number of ways to match it.
 * Back references, look-around, recursion, possessive quantifiers and the like are refused, as AWS refuses them.
 * `.` and classes see bytes: a character beyond ASCII is the bytes of its UTF-8.
 */
export function compilePattern(written: string, path: string): Pattern {
  if (!(written.length >= 1 && written.length <= maximumLength)) {
    throw new FirewallRefusal(path, `must have 1 to ${maximumLength} characters`);
  }
  const compiled = compile(utf8Bytes(written), path);
  return (text) => compiled.test(text);
}

function compile(pattern: ByteString, path: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    throw new FirewallRefusal(path, `is not supported: ${error instanceof Error ? error.message : 'unknown reason'}`);
  }
}
