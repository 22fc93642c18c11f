import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteMatch, isBlocked, none, rule } from '../firewall-under-test.ts';
import { deciding, type Parts } from './deciding.ts';

const exactly = { PositionalConstraint: 'EXACTLY' };
const all = { MatchPattern: { All: {} }, OversizeHandling: 'CONTINUE' };
const headers = (...them: readonly (readonly [string, string])[]): Parts => ({ headers: them });
const sales: Parts = { queryString: 'UserName=abc&SalesRegion=seattle' };
const twice: Parts = { queryString: 'SalesRegion=boston&SalesRegion=seattle' };
const argument = (Name: string) => ({ SingleQueryArgument: { Name } });
const order = { HeaderOrder: { OversizeHandling: 'CONTINUE' } };
const ordered = headers(['Host', 'h'], ['User-Agent', 'u'], ['accept', '*'], ['Authorization', 'x'], ['referer', 'r']);
const headerKeys = { Headers: { ...all, MatchScope: 'KEY' } };
const headerValues = { Headers: { ...all, MatchScope: 'VALUE' } };
const headersAll = { Headers: { ...all, MatchScope: 'ALL' } };

/** Field, what it is compared with, the request, and whether it is there. */
const truths: readonly (readonly [field: object, sought: string, parts: Parts, isMatch: boolean])[] = [
  [{ Method: {} }, 'POST', { method: 'POST' }, true],
  [{ Method: {} }, 'POST', { method: 'GET' }, false],
  [{ SingleHeader: { Name: 'User-Agent' } }, 'x', headers(['uSER-aGENT', 'x']), true],
  [{ SingleHeader: { Name: 'Referer' } }, 'x', headers(['User-Agent', 'x']), false],
  [headersAll, 'key', headers(['key', 'value']), true],
  [headersAll, 'value', headers(['key', 'value']), true],
  [headerKeys, 'value', headers(['key', 'value']), false],
  [headerValues, 'key', headers(['key', 'value']), false],
  [headerValues, 'a=1', headers(['Cookie', 'a=1']), true],
  [
    { Headers: { ...all, MatchPattern: { ExcludedHeaders: ['KEY'] }, MatchScope: 'ALL' } },
    'value',
    headers(['key', 'value']),
    false,
  ],
  [
    { Headers: { ...all, MatchPattern: { IncludedHeaders: ['KEY'] }, MatchScope: 'ALL' } },
    'value',
    headers(['key', 'value']),
    true,
  ],
  [order, 'host:user-agent:accept:authorization:referer', ordered, true],
  [order, 'host:accept:user-agent:authorization:referer', ordered, false],
  [
    { Cookies: { ...all, MatchPattern: { IncludedCookies: ['Key'] }, MatchScope: 'VALUE' } },
    '1',
    headers(['cookie', 'Key=1']),
    true,
  ],
  [
    { Cookies: { ...all, MatchPattern: { IncludedCookies: ['key'] }, MatchScope: 'VALUE' } },
    '1',
    headers(['cookie', 'Key=1']),
    false,
  ],
  [
    { Cookies: { ...all, MatchPattern: { ExcludedCookies: ['key'] }, MatchScope: 'VALUE' } },
    '1',
    headers(['cookie', 'Key=1']),
    true,
  ],
  [{ UriFragment: { FallbackBehavior: 'MATCH' } }, '#section2', {}, true],
  [{ UriFragment: { FallbackBehavior: 'NO_MATCH' } }, '#section2', {}, false],
  [{ UriPath: {} }, '/images/daily-ad.jpg', { uriPath: '/images/daily-ad.jpg' }, true],
  [{ UriPath: {} }, '/images/daily-ad.jpg', { uriPath: '/images/./daily-ad.jpg' }, false],
  [{ JA3Fingerprint: { FallbackBehavior: 'MATCH' } }, 'x', {}, true],
  [{ JA4Fingerprint: { FallbackBehavior: 'NO_MATCH' } }, 'x', {}, false],
  [{ QueryString: {} }, 'UserName=abc&SalesRegion=seattle', sales, true],
  [argument('UserName'), 'abc', sales, true],
  [argument('username'), 'abc', sales, true],
  [argument('UsERName'), 'abc', sales, true],
  [argument('SalesRegion'), 'abc', sales, false],
  [argument('SalesRegion'), 'boston', twice, true],
  [argument('SalesRegion'), 'seattle', twice, true],
  [argument('SalesRegion'), 'boston,seattle', twice, false],
  [{ AllQueryArguments: {} }, 'abc', sales, true],
  [{ AllQueryArguments: {} }, 'seattle', sales, true],
  [{ AllQueryArguments: {} }, 'UserName', sales, false],
];

const documentOf = { body: JSON.stringify({ a: { c: 'd', b: { e: { f: 'g' } } } }) };
const dogs = { body: JSON.stringify({ dogs: [{ name: 'Rex', age: 'old' }, { name: 'Fido' }, { name: 'Bello' }] }) };
const json = (MatchScope: string, IncludedPaths: readonly string[], more: object = {}) => ({
  JsonBody: { MatchPattern: { IncludedPaths }, MatchScope, OversizeHandling: 'CONTINUE', ...more },
});
const seen = (field: object, texts: string, parts: Parts) =>
  texts
    .split(' ')
    .filter((text) => isBlocked(byteMatch(field, text, exactly), parts))
    .join(' ');

describe('waf-rule-statement-fields-list', () => {
  for (const [field, sought, parts, isMatch] of truths) {
    it(`${JSON.stringify(field)} ${isMatch ? 'is' : 'is not'} ${sought} in ${JSON.stringify(parts)}`, () => {
      assert.equal(isBlocked(byteMatch(field, sought, exactly), parts), isMatch);
    });
  }

  it('a JSON body: below /a/b are e, f and g, by scope', () => {
    const among = (scope: string) => seen(json(scope, ['/a/b']), 'a b c d e f g', documentOf);
    assert.deepEqual([among('ALL'), among('KEY'), among('VALUE')], ['e f g', 'e f', 'g']);
  });

  it('a JSON body: pointers pick elements of lists', () => {
    const names = json('VALUE', ['/dogs/0/name', '/dogs/1/name']);
    assert.equal(seen(names, 'Rex old Fido Bello', dogs), 'Rex Fido');
  });

  it('a JSON body: a missing comma, a missing colon and extra colons are read over', () => {
    const field = { JsonBody: { ...all, MatchScope: 'ALL', InvalidFallbackBehavior: 'NO_MATCH' } };
    for (const body of [
      '{"key1":"value1""key2":"value2"}',
      '{"key1":"value1","key2""value2"}',
      '{"key1"::"value1","key2""value2"}',
    ]) {
      assert.equal(seen(field, 'key1 value1 key2 value2', { body }), 'key1 value1 key2 value2', body);
    }
  });

  it('a JSON body: what ends the reading, and what each fallback then says', () => {
    const broken = ['{"a":"x",?', '{"a":"x","a":"y"}', '{"a":"x","b', '"x"', '{"a":"x"'];
    const falls = (InvalidFallbackBehavior: string | undefined, sought: string) =>
      broken.map((body) => {
        const field = { JsonBody: { ...all, MatchScope: 'ALL', InvalidFallbackBehavior } };
        return Number(isBlocked(byteMatch(field, sought), { body }));
      });
    assert.deepEqual(falls(undefined, 'x'), [1, 1, 1, 0, 1]);
    assert.deepEqual(falls('EVALUATE_AS_STRING', '"x"'), [1, 1, 1, 1, 1]);
    assert.deepEqual(falls('MATCH', 'no such text'), [1, 1, 1, 1, 1]);
    assert.deepEqual(falls('NO_MATCH', 'x'), [0, 0, 0, 0, 0]);
  });

  it('cost: all arguments 10 more, a JSON body twice as much', () => {
    const costing = (FieldToMatch: object) =>
      deciding([
        rule({
          SizeConstraintStatement: { FieldToMatch, ComparisonOperator: 'GT', Size: 1, TextTransformations: none },
        }),
      ]).capacity;
    assert.equal(costing({ QueryString: {} }), 1);
    assert.equal(costing({ AllQueryArguments: {} }), 11);
    assert.equal(costing(json('ALL', ['/a'])), 2);
  });
});
