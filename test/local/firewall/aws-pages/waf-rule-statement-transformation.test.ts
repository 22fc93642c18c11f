import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { transformations } from '../../../../lib/local/firewall/transformations/transformations.ts';
import { byteMatch, isBlocked, rule } from '../firewall-under-test.ts';
import { deciding } from './deciding.ts';

const digest = (algorithm: string) => createHash(algorithm).update('a').digest().toString('latin1');

/** The entities of the page: what each is replaced with. */
const entities: Readonly<Record<string, string>> = {
  ...{ quot: '"', amp: '&', lt: '<', gt: '>', nbsp: '\xa0', NonBreakingSpace: '\xa0', NewLine: '\n', Tab: '\t' },
  ...{ lcub: '{', lbrace: '{', verbar: '|', vert: '|', VerticalLine: '|', rcub: '}', rbrace: '}', excl: '!' },
  ...{ num: '#', dollar: '$', percent: '%', percnt: '%', apos: "'", lpar: '(', rpar: ')', ast: '*', midast: '*' },
  ...{ plus: '+', comma: ',', period: '.', sol: '/', colon: ':', semi: ';', equals: '=', quest: '?', tilde: '~' },
  ...{ DiacriticalTilde: '~', minus: '-', lsqb: '[', lbrack: '[', bsol: '\\', rsqb: ']', rbrack: ']', hat: '^' },
  ...{ lowbar: '_', underbar: '_', grave: '`', DiacriticalGrave: '`' },
};

const truths: readonly (readonly [transformation: string, from: string, to: string])[] = [
  ['NONE', ' A%41 ', ' A%41 '],
  ['BASE64_DECODE', 'QUJD', 'ABC'],
  ['BASE64_DECODE_EXT', 'Q-U!J D', 'ABC'],
  ['CMD_LINE', '\\a"b\'c^d', 'abcd'],
  ['CMD_LINE', 'a /b (c', 'a/b(c'],
  ['CMD_LINE', 'a,b;c', 'a b c'],
  ['CMD_LINE', 'a    b', 'a b'],
  ['CMD_LINE', 'AZ', 'az'],
  ['COMPRESS_WHITE_SPACE', 'a  b', 'a b'],
  ...['\f', '\t', '\n', '\r', '\v', '\xa0'].map((it) => ['COMPRESS_WHITE_SPACE', `a${it}b`, 'a b'] as const),
  ['CSS_DECODE', 'ja\\vascript', 'javascript'],
  ['ESCAPE_SEQ_DECODE', '\\a\\b\\f\\n\\r\\t\\v', '\x07\b\f\n\r\t\v'],
  ['ESCAPE_SEQ_DECODE', '\\\\\\?\\\'\\"', '\\?\'"'],
  ['ESCAPE_SEQ_DECODE', '\\x41\\0101', 'A\b1'],
  ['ESCAPE_SEQ_DECODE', '\\z\\xg', '\\z\\xg'],
  ['HEX_DECODE', '414243', 'ABC'],
  ['HTML_ENTITY_DECODE', '&#x41;&#65;', 'AA'],
  ['HTML_ENTITY_DECODE', '&QuOt;', '"'],
  ...Object.entries(entities).map(([name, it]) => ['HTML_ENTITY_DECODE', `x&${name};y`, `x${it}y`] as const),
  ['JS_DECODE', '\\uff1c', '<'],
  ['JS_DECODE', '\\u0141', 'A'],
  ['LOWERCASE', 'AZ', 'az'],
  ['MD5', 'a', digest('md5')],
  ['NORMALIZE_PATH', '/a//b', '/a/b'],
  ['NORMALIZE_PATH', '/a/./b', '/a/b'],
  ['NORMALIZE_PATH', '/a/../b', '/b'],
  ['NORMALIZE_PATH', '../a', '../a'],
  ['NORMALIZE_PATH_WIN', '\\a\\..\\b', '/b'],
  ['REMOVE_NULLS', 'a\0b\0', 'ab'],
  ['REPLACE_COMMENTS', 'a/*b*/c', 'a c'],
  ['REPLACE_COMMENTS', 'a/*b*//*c*/d', 'a  d'],
  ['REPLACE_COMMENTS', 'a/*b', 'a '],
  ['REPLACE_COMMENTS', 'a*/b', 'a*/b'],
  ['REPLACE_NULLS', 'a\0b', 'a b'],
  ['SQL_HEX_DECODE', '(0x414243)', '(ABC)'],
  ['URL_DECODE', '%41+b', 'A b'],
  ['URL_DECODE_UNI', '%uff1c', '<'],
  ['URL_DECODE_UNI', '%u0141', 'A'],
  ['UTF8_TO_UNICODE', '\xc3\xa4', '%u00e4'],
];

const steps = (...them: readonly (readonly [Priority: number, Type: string])[]) => ({
  TextTransformations: them.map(([Priority, Type]) => ({ Priority, Type })),
});

describe('waf-rule-statement-transformation', () => {
  for (const [name, from, to] of truths) {
    it(`${name} makes ${JSON.stringify(to)} of ${JSON.stringify(from)}`, () => {
      assert.equal(transformations.get(name)?.(from), to);
    });
  }

  it('several are applied from the lowest priority up, wherever they are written', () => {
    const path = { uriPath: '/%2526lt;' };
    const decoded = (...them: readonly (readonly [number, string])[]) =>
      isBlocked(byteMatch({ UriPath: {} }, '<', steps(...them)), path);
    assert.ok(decoded([3, 'HTML_ENTITY_DECODE'], [1, 'URL_DECODE'], [2, 'URL_DECODE']));
    assert.ok(!decoded([1, 'HTML_ENTITY_DECODE'], [3, 'URL_DECODE'], [2, 'URL_DECODE']));
  });

  it('in a JSON body they come after its elements have been taken out', () => {
    const json = { JsonBody: { MatchPattern: { All: {} }, MatchScope: 'VALUE' } };
    const statement = byteMatch(json, '"', { PositionalConstraint: 'EXACTLY', ...steps([0, 'HTML_ENTITY_DECODE']) });
    assert.ok(isBlocked(statement, { body: '{"a":"&quot;"}' }));
  });

  it('each costs 10', () => {
    const { capacity } = deciding([rule(byteMatch({ UriPath: {} }, 'x', steps([0, 'TRIM'], [1, 'MD5'])))]);
    assert.equal(capacity, 30);
  });
});
