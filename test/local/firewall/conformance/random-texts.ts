import * as fc from 'fast-check';

/** What transformations look for, whole and torn apart. */
const tokens = [
  ...['%', '%41', '%2', '%u0041', '%uff21', '%u00', '%U0041', '%zz', '+', '%00', '%E4', '%uFF0'],
  ...[
    '&',
    '&lt;',
    '&gt',
    '&quot;',
    '&amp;',
    '&nbsp;',
    '&#65;',
    '&#x41;',
    '&#X3c',
    '&#',
    '&#x',
    '&#300;',
    '&LT',
    '&apos;',
    ';',
  ],
  ...[
    '\\',
    '\\x41',
    '\\x4',
    '\\u0041',
    '\\uff21',
    '\\u004',
    '\\101',
    '\\18',
    '\\0',
    '\\377',
    '\\400',
    '\\n',
    '\\q',
    '\\\n',
  ],
  ...['\\6a ', '\\00006a', '\\ff21', '\\12345', '\\0ff21', '\\1ff21', '\\\\', '\\"', "\\'", '\\/', '\\?', '\\X41'],
  ...['/', '//', '/./', '/../', '..', '../', './', '\\..\\', 'a/', '/*', '*/', '--', '#', '-', '*', '<!--', '-->'],
  ...[' ', '  ', '\t', '\n', '\r', '\v', '\f', '\xa0', ',', '^', '"', "'", '(', ' /', ' ('],
  ...['0x', '0x41', '0x414', '0X4a4B', '41', '4', 'QUJD', 'QUI=', 'Q', '=', 'a', 'B', 'z', '9', '\0', '\xc3\xa9'],
  ...['\xe2\x82\xac', '\xf0\x9f\x98\x80', '\xc3', '\xe2\x82', '\xc0\x80', '\xed\xa0\x80', '\xff', '\x80', '\x1f'],
];

/** Text of an alphabet, in groups of a length, most of them whole. */
function digits(alphabet: string, group: number): fc.Arbitrary<string> {
  const whole = fc
    .array(fc.constantFrom(...alphabet), { minLength: group, maxLength: group })
    .map((them) => them.join(''));
  return fc
    .tuple(fc.array(whole, { minLength: 1, maxLength: 6 }), fc.constantFrom('', '', '', '=', '==', '0', 'x', '0x41'))
    .map(([groups, end]) => groups.join('') + end);
}

/** Bytes of every kind: made of tokens for the most part, else anything, seldom long. Never empty. */
export const randomText: fc.Arbitrary<string> = fc.oneof(
  { weight: 1, arbitrary: digits('0123456789abcdefABCDEF', 2) },
  { weight: 1, arbitrary: digits('ABCXYZabcxyz0189+/', 4) },
  {
    weight: 6,
    arbitrary: fc.array(fc.constantFrom(...tokens), { minLength: 1, maxLength: 8 }).map((them) => them.join('')),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 24 })
      .map((bytes) => String.fromCharCode(...bytes)),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom(...'ABCabc0123456789+/=xX.'), { minLength: 1, maxLength: 24 })
      .map((them) => them.join('')),
  },
);
