import { RE2JS } from 're2js';
import type { Expression } from '../prefilter/expression.ts';
import { readPattern } from '../prefilter/read-pattern.ts';
import { type ByteString, utf8Bytes } from './byte-string.ts';
import { FirewallRefusal } from './refusal.ts';
import type { Texts } from './texts.ts';

/** A regular expression in linear time. */
export interface Pattern {
  /** As bytes. */
  readonly source: ByteString;
  /** Whether it is found anywhere in one of the texts. */
  readonly isIn: (texts: Texts) => boolean;
  /** What finds at least as much, wherever it stands; undefined for what can only be looked for on its own. */
  readonly atLeast: Expression | undefined;
}

/**
 * Compiles a regular expression to RE2, whose work grows with the text and never with the number of ways to match it.
 * Back references, look-around, recursion, possessive quantifiers and the like are refused, as AWS refuses them.
 * `.` and classes see bytes: a character beyond ASCII is the bytes of its UTF-8.
 */
export function compilePattern(written: string, path: string): Pattern {
  if (written.length === 0) throw new FirewallRefusal(path, 'must not be empty');
  const source = utf8Bytes(written);
  const compiled = compile(source, path);
  return {
    source,
    isIn: ({ all }) => all.some((text) => compiled.test(text)),
    atLeast: readPattern(source),
  };
}

function compile(pattern: ByteString, path: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    throw new FirewallRefusal(path, `is not supported: ${error instanceof Error ? error.message : 'unknown reason'}`);
  }
}
