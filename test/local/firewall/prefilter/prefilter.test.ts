import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { RE2JS } from 're2js';
import { sqlPatterns } from '../../../../lib/local/firewall/detection/sql-patterns.ts';
import { managedGroups } from '../../../../lib/local/firewall/managed/managed-groups.ts';
import { createAutomaton } from '../../../../lib/local/firewall/prefilter/automaton.ts';
import { readPattern } from '../../../../lib/local/firewall/prefilter/read-pattern.ts';

/** Pieces of patterns, among them all that a reader could take for something else. */
const atoms = [
  ...[
    'a',
    'b',
    'ab',
    'A',
    '.',
    '\\.',
    '\\d',
    '\\D',
    '\\w',
    '\\W',
    '\\s',
    '\\S',
    '\\n',
    '\\t',
    '\\x41',
    '\\x{62}',
    '\\/',
  ],
  ...['[ab]', '[^ab]', '[a-c]', '[]a]', '[^]a]', '[a-]', '[\\w.-]', '[[:alpha:]]', '[^[:digit:]b]', '[\\d-]', '\\-'],
  ...['^', '$', '\\b', '\\B', '\\A', '\\z', '(?:)', '{', 'x{', '\xe9', '[\xe0-\xff]', '\\pL', '\\p{Greek}', '[\\pL1]'],
];
const flags = ['', '', '', '(?i)', '(?s)', '(?m)', '(?im)'];
const groups = ['(', '(?:', '(?i:', '(?s:', '(?P<name>', '(?<other>'];
const quantifiers = [
  '',
  '',
  '',
  '*',
  '+',
  '?',
  '*?',
  '+?',
  '??',
  '{2}',
  '{0,2}',
  '{1,}',
  '{3,7}',
  '{0}',
  '{5}',
  '{2,40}?',
];

const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  pattern: fc
    .tuple(fc.constantFrom(...flags), fc.array(fc.array(tie('part'), { maxLength: 4 }), { minLength: 1, maxLength: 3 }))
    .map(([flag, options]) => flag + options.map((parts) => parts.join('')).join('|')),
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(fc.constantFrom(...atoms), fc.constantFrom(...quantifiers)).map((them) => them.join('')),
    fc
      .tuple(fc.constantFrom(...groups), tie('pattern'), fc.constantFrom(...quantifiers))
      .map(([open, inside, quantifier]) => `${open}${inside})${quantifier}`),
  ),
}));

const text = fc
  .array(fc.constantFrom(...'abcABC1. -\n\t/_{}]', '\xe9', '\xc9', '\xff'), { maxLength: 24 })
  .map((them) => them.join(''));

const compiled = (source: string): RE2JS | undefined => {
  try {
    return RE2JS.compile(source);
  } catch {
    return undefined;
  }
};

describe('what may be in a text', () => {
  it('misses nothing that RE2 finds, alone or among other patterns and other texts', () => {
    let judged = 0;
    const property = fc.property(
      fc.array(pattern, { minLength: 1, maxLength: 3 }),
      fc.array(text, { maxLength: 6 }),
      (sources, texts) => {
        const known = sources.flatMap((source) => {
          const [exact, atLeast] = [compiled(source), readPattern(source)];
          return exact === undefined || atLeast === undefined ? [] : [{ source, exact, atLeast }];
        });
        const automaton = createAutomaton(known.map(({ atLeast }) => atLeast));
        for (const one of [...texts, texts.join('\x1f')]) {
          const found = automaton.foundIn(one);
          for (const [at, { source, exact }] of known.entries()) {
            judged += 1;
            const isThere = one === texts.join('\x1f') ? texts.some((each) => exact.test(each)) : exact.test(one);
            if (isThere) assert.ok(found.has(at), `${source} in ${JSON.stringify(one)}`);
          }
        }
      },
    );
    fc.assert(property, { numRuns: 800 });
    assert.ok(judged > 800);
  });

  it('reads all patterns of the managed groups and of the detector, so that each is looked for with the others', () => {
    for (const source of ourPatterns()) assert.notEqual(readPattern(source), undefined, source);
  });

  it('thinks no more often than once a byte, and not at all where it has been before', () => {
    const expressions = ourPatterns().flatMap((source) => readPattern(source) ?? []);
    const automaton = createAutomaton(expressions);
    const bytes = fc.string({ unit: fc.constantFrom(...'selectunionfr ()\'"${}.%/;|&=-#0'), maxLength: 4000 });
    fc.assert(
      fc.property(bytes, (one) => {
        const before = automaton.steps();
        automaton.foundIn(one);
        const between = automaton.steps();
        assert.ok(between - before <= one.length);
        automaton.foundIn(one);
        // Beginning anew is the exception: the texts are shorter than the states are many.
        assert.ok(automaton.steps() - between <= between - before);
      }),
      { numRuns: 200 },
    );
  });
});

function ourPatterns(): readonly string[] {
  const found = new Set<string>(sqlPatterns.HIGH);
  JSON.stringify([...managedGroups.values()], (key, value) => {
    if (key === 'RegexString') found.add(value);
    return value;
  });
  return [...found];
}
