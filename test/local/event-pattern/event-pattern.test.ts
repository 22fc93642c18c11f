import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { InvalidEventPattern, parseEventPattern } from '../../../lib/local/event-pattern/index.ts';
import type { Json, JsonObject } from '../../../lib/local/json.ts';

const event: JsonObject = {
  source: 'bank.transfers',
  account: '123456789012',
  detail: {
    state: 'posted',
    amount: 12.5,
    isUrgent: true,
    note: null,
    empty: '',
    tags: ['red', 'Blue'],
    none: [],
    ip: '10.0.0.7',
    path: 'dir/sub/a.png',
    legs: [
      { side: 'debit', cents: 5 },
      { side: 'credit', cents: 7 },
    ],
  },
};

/** Pattern of the detail; whether the event above matches. */
const cases: readonly (readonly [title: string, detail: JsonObject, matches: boolean])[] = [
  ['an equal text', { state: ['posted'] }, true],
  ['another text', { state: ['pending'] }, false],
  ['any of a list', { state: ['pending', 'posted'] }, true],
  ['an equal number', { amount: [12.5] }, true],
  ['the text of a number', { amount: ['12.5'] }, false],
  ['true', { isUrgent: [true] }, true],
  ['null', { note: [null] }, true],
  ['null of a field that is not there', { nothing: [null] }, false],
  ['an empty text', { empty: [''] }, true],
  ['any element of a list of the event', { tags: ['red'] }, true],
  ['all fields', { state: ['posted'], amount: [13] }, false],
  ['a prefix', { state: [{ prefix: 'po' }] }, true],
  ['another prefix', { state: [{ prefix: 'os' }] }, false],
  ['a prefix in another case', { state: [{ prefix: { 'equals-ignore-case': 'PO' } }] }, true],
  ['a suffix', { state: [{ suffix: 'ted' }] }, true],
  ['a suffix in another case', { state: [{ suffix: 'TED' }] }, false],
  ['a text in another case', { tags: [{ 'equals-ignore-case': 'BLUE' }] }, true],
  ['anything but a text', { state: [{ 'anything-but': 'pending' }] }, true],
  ['anything but the text itself', { state: [{ 'anything-but': ['posted', 'x'] }] }, false],
  ['anything but a number', { amount: [{ 'anything-but': 3 }] }, true],
  ['anything but, of nothing', { nothing: [{ 'anything-but': 'x' }] }, false],
  ['anything but a prefix', { state: [{ 'anything-but': { prefix: ['po', 'x'] } }] }, false],
  ['anything but a wildcard', { state: [{ 'anything-but': { wildcard: 'x*' } }] }, true],
  ['an equal number by operator', { amount: [{ numeric: ['=', 12.5] }] }, true],
  ['a range', { amount: [{ numeric: ['>', 12, '<=', 12.5] }] }, true],
  ['a range that ends before', { amount: [{ numeric: ['>', 12, '<', 12.5] }] }, false],
  ['a numeric operator, of a text', { state: [{ numeric: ['>', 0] }] }, false],
  ['a field that is there', { note: [{ exists: true }] }, true],
  ['a field that is not there', { nothing: [{ exists: false }] }, true],
  ['a field of nothing', { nothing: { at: { all: [{ exists: false }] } } }, true],
  ['an object, which is no leaf', { legs: [{ exists: true }] }, false],
  ['an empty list, which is nothing', { none: [{ exists: false }] }, true],
  ['an address in a network', { ip: [{ cidr: '10.0.0.0/24' }] }, true],
  ['an address outside of a network', { ip: [{ cidr: '10.0.1.0/24' }] }, false],
  ['a wildcard', { path: [{ wildcard: 'dir/*.png' }] }, true],
  ['two fields in one element of a list', { legs: { side: ['debit'], cents: [5] } }, true],
  ['two fields in different elements of a list', { legs: { side: ['debit'], cents: [7] } }, false],
  ['one of two patterns', { $or: [{ amount: [1] }, { state: ['posted'] }] }, true],
  ['none of two patterns', { $or: [{ amount: [1] }, { state: ['pending'] }] }, false],
  ['one of two patterns, and another field', { $or: [{ amount: [1] }, { state: ['posted'] }], note: ['x'] }, false],
];

describe('an event pattern', () => {
  for (const [title, detail, matches] of cases) {
    it(`${matches ? 'takes' : 'leaves'} ${title}`, () => {
      assert.equal(parseEventPattern({ detail }, 'rule')(event), matches);
      assert.equal(parseEventPattern(JSON.stringify({ detail }), 'rule')(event), matches);
    });
  }

  it('does not find what an object only inherits', () => {
    assert.equal(parseEventPattern({ constructor: { name: [{ exists: true }] } }, 'rule')(event), false);
  });

  const refused: readonly (readonly [Json, RegExp])[] = [
    ['{', /not JSON/],
    [{}, /names a field/],
    [{ a: 'x' }, /a must be an object/],
    [{ a: [] }, /empty list/],
    [{ a: [[1]] }, /not lists/],
    [{ a: [{ regex: '.*' }] }, /Unrecognized match type regex/],
    [{ a: [{ prefix: 'a', suffix: 'b' }] }, /one operator/],
    [{ a: [{ prefix: 1 }] }, /prefix must be a string/],
    [{ a: [{ numeric: ['!=', 1] }] }, /numeric must be/],
    [{ a: [{ numeric: ['>', 5, '<', 1] }] }, /lower bound/],
    [{ a: [{ numeric: ['<', 5, '>', 1] }] }, /numeric must be/],
    [{ a: [{ exists: 'yes' }] }, /exists must be/],
    [{ a: [{ 'anything-but': ['a', 1] }] }, /anything-but must be/],
    [{ a: [{ 'anything-but': [true] }] }, /anything-but must be/],
    [{ a: [{ 'anything-but': { cidr: 'x' } }] }, /anything-but cidr/],
    [{ a: [{ wildcard: 'a**b' }] }, /two stars/],
    [{ a: [{ wildcard: 'a\\b' }] }, /backslash/],
    [{ a: [{ cidr: '10.0.0.0/33' }] }, /cidr must be/],
    [{ $or: [{ a: [1] }] }, /at least two/],
  ];
  for (const [pattern, message] of refused) {
    it(`refuses ${JSON.stringify(pattern)} and says why`, () => {
      assert.throws(
        () => parseEventPattern(pattern, 'rule'),
        (error) => error instanceof InvalidEventPattern && message.test(error.message),
      );
    });
  }

  it('knows for filters of an event source only what AWS knows there', () => {
    const leaf = (element: Json) => parseEventPattern({ a: [element] }, 'filter');
    assert.equal(leaf({ 'anything-but': ['x'] })({ a: 'y' }), true);
    for (const element of [{ wildcard: 'x*' }, { cidr: '10.0.0.0/8' }, { 'anything-but': { prefix: 'x' } }]) {
      assert.throws(() => leaf(element), /not known for a filter/);
    }
  });

  it('takes by a wildcard exactly what a regular expression would', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '\\'), maxLength: 8 });
    const piece = fc.constantFrom('a', 'b', 'ab', '\\*', '\\\\');
    const pattern = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join('*'));
    const literal = (character: string) => (/\w/.test(character) ? character : `\\${character}`);
    fc.assert(
      fc.property(text, pattern, (value, wildcard) => {
        const expression = wildcard.replace(/\\(.)|\*|./g, (each, escaped) =>
          each === '*' ? '.*' : literal(escaped ?? each),
        );
        const expected = new RegExp(`^${expression}$`, 's').test(value);
        assert.equal(parseEventPattern({ a: [{ wildcard }] }, 'rule')({ a: value }), expected);
      }),
    );
  });
});
