import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { preParseTransformations } from '../../../../lib/local/firewall/transformations/pre-parse.ts';
import { transformations } from '../../../../lib/local/firewall/transformations/transformations.ts';

const digest = (algorithm: string, text: string) => createHash(algorithm).update(text).digest().toString('latin1');

/** What AWS documents of each transformation, and the borders of it. Texts are bytes. */
const truths: Readonly<Record<string, readonly (readonly [from: string, to: string])[]>> = {
  NONE: [['a B\0', 'a B\0']],
  BASE64_DECODE: [
    ['QUJD', 'ABC'],
    ['QUI=', 'AB'],
    ['QUJD!QUJD', 'ABC'],
  ],
  BASE64_DECODE_EXT: [['Q!U-J!D', 'ABC']],
  CMD_LINE: [
    ['c"at^ C:\\T', 'cat c:t'],
    ['cat /etc/passwd', 'cat/etc/passwd'],
    ['a,b;c  d', 'a b c d'],
    ["w'h'oami (1)", 'whoami(1)'],
    ['DEL', 'del'],
  ],
  CMD_LINE_UNIX: [
    [' c"a"t^x ', 'cat^x'],
    ['a;b', 'a b'],
  ],
  CMD_LINE_WIN: [
    ['c^md C:\\\\T', 'cmd c:\\t'],
    ['"DIR"', 'dir'],
  ],
  COMPRESS_WHITE_SPACE: [
    ['a \t\n\r\v\f\xa0 b', 'a b'],
    ['A  B', 'A B'],
  ],
  CSS_DECODE: [
    ['ja\\vascript', 'javascript'],
    ['\\6a avascript', 'javascript'],
    ['\\00006a x', 'jx'],
    ['\\ff21', 'A'],
    ['\\12345', 'E'],
    ['a\\', 'a'],
    ['a\\\nb', 'ab'],
  ],
  ESCAPE_SEQ_DECODE: [
    ['\\x41\\101\\t', 'AA\t'],
    ['\\a\\b\\f\\n\\r\\v', '\x07\b\f\n\r\v'],
    ['\\\\\\?\\\'\\"', '\\?\'"'],
    ['\\q\\xZZ\\', '\\q\\xZZ\\'],
  ],
  HEX_DECODE: [['414243', 'ABC']],
  HTML_ENTITY_DECODE: [
    ['&quot;&nbsp;&lt;&gt;&amp;', '"\xa0<>&'],
    ['&#x3c;&#X3C&#60;&#0000060;', '<<<<'],
    ['&LT;script', '<script'],
    ['&unknown; & &#; &#x;', '&unknown; & &#; &#x;'],
  ],
  JS_DECODE: [
    ['\\u0041\\x42\\103\\n', 'ABC\n'],
    ['\\uff1cscript', '<script'],
    ['\\u0141', 'A'],
    ['\\default', 'default'],
  ],
  JS_DECODE_EXT: [
    ['\\u0041\\x42', 'AB'],
    ['\\default', '\\default'],
  ],
  LOWERCASE: [['ABC\xc3\x89', 'abc\xc3\x89']],
  UPPERCASE: [['abc\xc3\xa9', 'ABC\xc3\xa9']],
  MD5: [['abc', digest('md5', 'abc')]],
  SHA256: [['abc', digest('sha256', 'abc')]],
  NORMALIZE_PATH: [
    ['/a//b/./c/../d', '/a/b/d'],
    ['../../etc/passwd', '../../etc/passwd'],
    ['/../../etc/passwd', '/etc/passwd'],
    ['a/../../b', '../b'],
    ['/a/', '/a/'],
    ['/a/..', '/'],
    ['', ''],
  ],
  NORMALIZE_PATH_WIN: [['\\a\\b\\..\\c', '/a/c']],
  REMOVE_COMMENTS_CHAR: [['a/*b*/c--d#e', 'abcde']],
  REMOVE_NULLS: [['a\0\0b', 'ab']],
  REMOVE_WHITESPACE: [[' a b\tc\n', 'abc']],
  REPLACE_COMMENTS: [
    ['a/*x*/b/*y', 'a b '],
    ['a*/b', 'a*/b'],
    ['/*/x*/', ' '],
  ],
  REPLACE_NULLS: [['a\0b', 'a b']],
  SQL_HEX_DECODE: [
    ['x=0x414243 or', 'x=ABC or'],
    ['0x4', '0x4'],
    ['0X41f', 'Af'],
  ],
  TRIM: [['  a b \t', 'a b']],
  TRIM_LEFT: [['  a b ', 'a b ']],
  TRIM_RIGHT: [['  a b ', '  a b']],
  URL_DECODE: [
    ['%27+or%201', "' or 1"],
    ['%zz%4', '%zz%4'],
    ['%2527', '%27'],
  ],
  URL_DECODE_UNI: [
    ['%uff1c%3C+', '<< '],
    ['%u0141', 'A'],
  ],
  UTF8_TO_UNICODE: [
    ['\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80', '%u00e9%u20ac%u1f600'],
    ['abc', 'abc'],
  ],
};

describe('text transformations', () => {
  for (const [name, transformation] of transformations) {
    it(`${name} does what is documented`, () => {
      const examples = truths[name] ?? [];
      assert.ok(examples.length > 0, 'has no example');
      for (const [from, to] of examples) assert.equal(transformation(from), to, JSON.stringify(from));
    });
  }

  it('are the 31 of the API', () => {
    assert.equal(transformations.size, 31);
  });

  it('make bytes of any bytes, and never much more than they were given', () => {
    const bytes = fc.uint8Array({ maxLength: 200 }).map((them) => Buffer.from(them).toString('latin1'));
    const telling = fc.string({ unit: fc.constantFrom(...'\\%&#x0fu/*.;\'"+- a\n\xc3\xa9'), maxLength: 60 });
    fc.assert(
      fc.property(fc.oneof(bytes, telling), (text) => {
        for (const [name, transformation] of transformations) {
          const result = transformation(text);
          assert.ok(result.length <= Math.max(32, 4 * text.length), name);
          assert.equal(Buffer.from(result, 'latin1').toString('latin1'), result, name);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('leave alone what they have cleaned before, where they normalise', () => {
    const normalising = ['COMPRESS_WHITE_SPACE', 'LOWERCASE', 'NORMALIZE_PATH', 'REMOVE_NULLS', 'TRIM', 'CMD_LINE'];
    const text = fc.string({ unit: fc.constantFrom(...'/.aB \t"^;\0'), maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom(...normalising), text, (name, before) => {
        const once = transformations.get(name)?.(before) ?? '';
        assert.equal(transformations.get(name)?.(once), once, name);
      }),
    );
  });
});

describe('transformations before the query is parsed', () => {
  const prepare = (name: string, query: string) => preParseTransformations.get(name)?.(query);

  it('combine arguments of one name, at the place of the first', () => {
    assert.equal(prepare('COMBINE_DUPLICATE_QUERY_ARGS_BY_COMMA', 'a=1&b=2&a=3'), 'a=1,3&b=2');
    assert.equal(prepare('COMBINE_DUPLICATE_QUERY_ARGS_BY_COMMA', 'a&b=2&a='), 'a=&b=2');
  });

  it('make ampersands of semicolons', () => {
    assert.equal(prepare('REPLACE_SEMICOLONS_WITH_AMPERSANDS', 'a=1;b=2'), 'a=1&b=2');
  });

  it('decode what separates arguments', () => {
    assert.equal(prepare('URL_DECODE', 'a=1%26b=2'), 'a=1&b=2');
    assert.equal(prepare('URL_DECODE_UNI', 'a=1%u0026b=2'), 'a=1&b=2');
  });
});
