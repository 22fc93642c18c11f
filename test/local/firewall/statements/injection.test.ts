import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
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
