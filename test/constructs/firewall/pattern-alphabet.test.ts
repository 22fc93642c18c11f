import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { patternAlphabet } from '../../../lib/constructs/firewall/pattern-alphabet.ts';

const alphabetOf = (pattern: string) => {
  const found = patternAlphabet(pattern);
  return found === undefined ? undefined : [...found].sort().join('');
};

describe('the alphabet of a pattern', () => {
  it('is every character that stands in it, alone or in a class', () => {
    for (const [pattern, alphabet] of [
      ['^$', ''],
      ['^abc$', 'abc'],
      [String.raw`^[0-3a-c\-\]+.]{2,5}$`, '+-.0123]abc'],
      [String.raw`^(?:a|b)?(\d{1,3}|x)*\.\/$`, './0123456789abx'],
      ['^[a-]+=?$', '-=a'],
      [String.raw`^\$\^$`, '$^'],
    ] as const) {
      assert.equal(alphabetOf(pattern), alphabet, pattern);
    }
  });

  it('is not told where it is not plain to see', () => {
    for (const pattern of [
      ...['abc', '^abc', 'abc$', '^a|b$', '^(a$|b)$', String.raw`^a\$`],
      ...[
        '^[^a]$',
        '^.$',
        String.raw`^\s$`,
        String.raw`^\W$`,
        String.raw`^\D$`,
        String.raw`^[\S]$`,
        String.raw`^\x41$`,
      ],
      ...[String.raw`^\p{L}$`, '^(?=a)b$', '^(?!a)b$', '^(?<n>a)$', '^ü$', '^[ä-ü]$', String.raw`^[\w-z]$`],
    ]) {
      assert.equal(alphabetOf(pattern), undefined, pattern);
    }
  });

  it('holds every text that the pattern matches', () => {
    const part = fc.constantFrom(
      'a',
      'Z',
      '0',
      '-',
      '_',
      '\\.',
      '\\d',
      '\\w',
      '[a-f]',
      '[0-9_]',
      '[+/=]',
      '(?:x|y)',
      '(z)',
    );
    const times = fc.constantFrom('', '?', '*', '+', '{2}', '{1,3}', '{0,}');
    const patterns = fc
      .array(fc.tuple(part, times), { minLength: 1, maxLength: 5 })
      .map((its) => `^${its.flat().join('')}$`);
    const property = fc.property(
      patterns.chain((pattern) => fc.tuple(fc.constant(pattern), fc.stringMatching(new RegExp(pattern)))),
      ([pattern, text]) => {
        const alphabet = patternAlphabet(pattern);
        for (const character of text) assert.ok(alphabet?.has(character), `${character} of ${pattern}`);
      },
    );
    fc.assert(property, { numRuns: 500 });
  });
});
