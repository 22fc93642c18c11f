import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isBlocked, none } from '../firewall-under-test.ts';

const path = { UriPath: {} };

describe('waf-regex-pattern-support', () => {
  const unsupported: Readonly<Record<string, string>> = {
    'a backreference': '(a)\\1',
    'a reference to a subroutine': '(?1)(a)',
    recursion: 'a(?R)?b',
    'a condition': '(a)?(?(1)b|c)',
    'a verb of backtracking': 'a(*SKIP)b',
    '\\C': 'a\\Cb',
    '\\R': 'a\\Rb',
    '\\K': 'a\\Kb',
    'a callout': 'a(?C1)b',
    'an atomic group': '(?>a)b',
    'a possessive quantifier': 'a++b',
  };
  for (const [what, RegexString] of Object.entries(unsupported)) {
    it(`${what} is refused`, () => {
      const statement = { RegexMatchStatement: { FieldToMatch: path, RegexString, TextTransformations: none } };
      assert.throws(() => isBlocked(statement), /RegexString: is not supported/);
    });
  }
});
