import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { runDetector } from '../../../../lib/local/firewall/detection/libinjection.ts';
import { isPlainProse } from '../../../../lib/local/firewall/detection/plain-prose.ts';
import { isBlocked } from '../firewall-under-test.ts';

const decoded = [{ Priority: 0, Type: 'URL_DECODE_UNI' }];
const inQuery = { FieldToMatch: { AllQueryArguments: {} }, TextTransformations: decoded };
const inJson = {
  FieldToMatch: { JsonBody: { MatchPattern: { All: {} }, MatchScope: 'VALUE', OversizeHandling: 'CONTINUE' } },
  TextTransformations: [{ Priority: 0, Type: 'NONE' }],
};
const sqli = { SqliMatchStatement: inQuery };
const xss = { XssMatchStatement: inQuery };
const argument = (value: string) => ({ queryString: `q=${encodeURIComponent(value)}` });

const injections = [
  "1' OR '1'='1",
  "' OR 1=1--",
  '1; DROP TABLE accounts--',
  "' UNION SELECT username, password FROM users--",
  '1 AND 1=1',
  "admin'/*",
  "1' AND SLEEP(5)#",
  "x' AND 1=1",
  "name OR 'a'='a",
  'x/**/AND/**/8=3',
];

const scripts = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<iframe src=//evil.example>',
];

const memos = [
  'Rent for May',
  "O'Neil & Sons, invoice 42",
  'drop off table 5',
  'Thank you :-) see you on 5/6',
  'select a gift for Anna',
  'order by phone from the union shop',
  '50% of 1,000.00 EUR',
  "it's mine; you can't have it",
  'a < b, and c > d',
  'size 4 or 5, whichever is there',
  'Anna and 3 others: 12 = total',
  'Überweisung für Müller – März',
  'https://shop.example/orders/1',
  '',
];

describe('SqliMatchStatement', () => {
  it('refuses injections, in a query and in a JSON body', () => {
    for (const text of injections) {
      assert.ok(isBlocked(sqli, argument(text)), text);
      assert.ok(isBlocked({ SqliMatchStatement: inJson }, { body: JSON.stringify({ memo: text }) }), text);
    }
  });

  it('lets what people write pass', () => {
    for (const text of memos) assert.ok(!isBlocked(sqli, argument(text)), text);
  });

  it('refuses an injection behind padding that the detector would cut off', () => {
    for (const length of [1000, 1999, 2000, 4095, 4096, 5000, 15_000]) {
      const body = JSON.stringify({ memo: `${'a'.repeat(length)}' OR 1=1--` });
      assert.ok(isBlocked({ SqliMatchStatement: inJson }, { body }), String(length));
    }
  });

  it('refuses an injection behind more values than the detector takes at once', () => {
    const values = [...Array.from({ length: 600 }, (_, n) => `no ${n}`), "' OR 1=1--"];
    assert.ok(isBlocked({ SqliMatchStatement: inJson }, { body: JSON.stringify(values) }));
    assert.ok(!isBlocked({ SqliMatchStatement: inJson }, { body: JSON.stringify(values.slice(0, -1)) }));
  });

  it('takes the byte 160 for white space, as MySQL does', () => {
    assert.ok(isBlocked(sqli, { queryString: "q='%A0OR%A01=1--" }));
  });
});

describe('SqliMatchStatement at HIGH', () => {
  const high = { SqliMatchStatement: { ...inQuery, SensitivityLevel: 'HIGH' } };

  it('refuses what LOW refuses, and shapes that LOW lets pass', () => {
    for (const text of injections) assert.ok(isBlocked(high, argument(text)), text);
    for (const text of [
      'name order by 3; drop/**/table users',
      "x' group by 1",
      'pg_sleep(5)',
      'select x from users',
    ]) {
      assert.ok(isBlocked(high, argument(text)), text);
    }
    assert.ok(!isBlocked(sqli, argument('select x from users')));
  });

  it('lets most of what people write pass', () => {
    const refused = memos.filter((text) => isBlocked(high, argument(text)));
    assert.ok(refused.length <= 2, refused.join('\n'));
  });
});

describe('prose that libinjection is not shown', () => {
  it('is nothing that it would take for an injection', () => {
    const words = fc.constantFrom(
      ...[
        'rent',
        'november',
        'invoice',
        'coffee',
        'anna',
        'thanks',
        'x1',
        '12',
        '0x41',
        'admin',
        'password',
        'users',
        'id',
        'flat',
        'm\xc3\xa4rz',
        'caf\xe9',
      ],
      ...[
        'table',
        'char',
        'sleep',
        'user',
        'null',
        'true',
        'all',
        'asc',
        'top',
        'set',
        'show',
        'call',
        'end',
        'now',
        'date',
        'version',
      ],
    );
    const sentences = fc
      .array(fc.tuple(words, fc.constantFrom(' ', '  ', ', ', '. ', '/', '-', ':', '.')), {
        minLength: 1,
        maxLength: 9,
      })
      .map((them) => them.flat().join(''));
    fc.assert(
      fc.property(fc.array(sentences, { minLength: 20, maxLength: 200 }), (them) => {
        const plain = them.filter(isPlainProse).filter((text) => !/[/:-]/.test(text));
        assert.equal(runDetector('sqli', plain), false, plain.join('\n'));
      }),
      { numRuns: 100 },
    );
  });

  it('has no operator, quote, comment or word of SQL', () => {
    for (const text of [
      'Rent for May',
      'invoice 42',
      '/accounts/acc_01/transactions',
      '2026-11-22',
      'M\xc3\xa4rz',
      '',
    ]) {
      assert.ok(isPlainProse(text), text);
    }
    const suspect = [
      "it's",
      'a=b',
      '1 or 1',
      'union select x',
      'a--',
      '/a--b',
      'x(1)',
      '1;2',
      'a@b',
      '#',
      '"',
      '1\xa0or\xa01',
      '\xe4union select x',
    ];
    for (const text of suspect) assert.ok(!isPlainProse(text), text);
  });
});

describe('XssMatchStatement', () => {
  it('refuses a script behind more values than the detector takes at once', () => {
    const values = [...Array.from({ length: 600 }, (_, n) => `a = ${n}`), '<script>alert(1)</script>'];
    assert.ok(isBlocked({ XssMatchStatement: inJson }, { body: JSON.stringify(values) }));
    assert.ok(!isBlocked({ XssMatchStatement: inJson }, { body: JSON.stringify(values.slice(0, -1)) }));
  });

  it('refuses scripts, in a query and in a JSON body', () => {
    for (const text of scripts) {
      assert.ok(isBlocked(xss, argument(text)), text);
      assert.ok(isBlocked({ XssMatchStatement: inJson }, { body: JSON.stringify({ memo: text }) }), text);
    }
  });

  it('lets what people write pass', () => {
    for (const text of memos) assert.ok(!isBlocked(xss, argument(text)), text);
  });

  it('refuses a script behind padding that the detector would cut off', () => {
    for (const length of [1999, 4096, 15_000]) {
      const body = JSON.stringify({ memo: `${'a'.repeat(length)}<script>alert(1)</script>` });
      assert.ok(isBlocked({ XssMatchStatement: inJson }, { body }), String(length));
    }
  });
});
