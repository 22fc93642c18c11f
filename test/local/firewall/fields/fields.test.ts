import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  byteMatch,
  declareWebAcl,
  evaluate,
  firewallUnderTest,
  isBlocked,
  none,
  not,
  rule,
} from '../firewall-under-test.ts';

const exactly = { PositionalConstraint: 'EXACTLY' };
const headers = (...them: readonly (readonly [string, string])[]) => ({ headers: them });

describe('parts of the request line', () => {
  it('are seen as they were received', () => {
    assert.ok(isBlocked(byteMatch({ Method: {} }, 'DELETE', exactly), { method: 'DELETE' }));
    assert.ok(isBlocked(byteMatch({ UriPath: {} }, '/a%2e/../b', exactly), { uriPath: '/a%2e/../b' }));
    assert.ok(isBlocked(byteMatch({ QueryString: {} }, 'a=%27&b', exactly), { queryString: 'a=%27&b' }));
  });
});

describe('SingleHeader', () => {
  const field = { SingleHeader: { Name: 'X-Test' } };

  it('finds the name in any case', () => {
    assert.ok(isBlocked(byteMatch(field, 'v'), headers(['x-tEST', 'v'])));
    assert.ok(!isBlocked(byteMatch(field, 'v'), headers(['x-other', 'v'])));
  });

  it('sees each value of a header that is repeated, and all of them joined', () => {
    const repeated = headers(['x-test', 'one'], ['x-test', 'two']);
    assert.ok(isBlocked(byteMatch(field, 'two', exactly), repeated));
    assert.ok(isBlocked(byteMatch(field, 'one, two', exactly), repeated));
  });
});

describe('query arguments', () => {
  it('are found by name in any case, each value of a repeated one', () => {
    const field = { SingleQueryArgument: { Name: 'q' } };
    assert.ok(isBlocked(byteMatch(field, 'bad', exactly), { queryString: 'a=1&Q=good&q=bad' }));
    assert.ok(!isBlocked(byteMatch(field, 'bad', exactly), { queryString: 'a=bad' }));
  });

  it('are all values, never names', () => {
    const field = { AllQueryArguments: {} };
    assert.ok(isBlocked(byteMatch(field, 'bad', exactly), { queryString: 'a=1&b=bad' }));
    assert.ok(!isBlocked(byteMatch(field, 'bad'), { queryString: 'bad=1&bad' }));
    assert.ok(!isBlocked(byteMatch(field, 'bad'), {}));
  });

  it('are split after the transformations before parsing', () => {
    const field = { SingleQueryArgument: { Name: 'b' } };
    const split = (Type: string) => ({ ...exactly, PreParseTextTransformations: [{ Priority: 0, Type }] });
    assert.ok(
      isBlocked(byteMatch(field, '2', split('REPLACE_SEMICOLONS_WITH_AMPERSANDS')), { queryString: 'a=1;b=2' }),
    );
    assert.ok(!isBlocked(byteMatch(field, '2', exactly), { queryString: 'a=1;b=2' }));
    assert.ok(
      isBlocked(byteMatch(field, '2,3', split('COMBINE_DUPLICATE_QUERY_ARGS_BY_COMMA')), { queryString: 'b=2&b=3' }),
    );
  });
});

describe('Headers and Cookies', () => {
  const all = { MatchPattern: { All: {} }, MatchScope: 'ALL', OversizeHandling: 'CONTINUE' };
  const seesHeader = (more: object, text: string) =>
    isBlocked(byteMatch({ Headers: { ...all, ...more } }, text, exactly), headers(['X-One', 'v1'], ['x-two', 'v2']));
  const seesCookie = (more: object, text: string) =>
    isBlocked(byteMatch({ Cookies: { ...all, ...more } }, text, exactly), headers(['cookie', 'one=v1; two=v2']));

  it('are keys, values or both', () => {
    assert.ok(seesHeader({}, 'X-One') && seesHeader({}, 'v2'));
    assert.ok(seesHeader({ MatchScope: 'KEY' }, 'x-two') && !seesHeader({ MatchScope: 'KEY' }, 'v2'));
    assert.ok(!seesHeader({ MatchScope: 'VALUE' }, 'x-two') && seesHeader({ MatchScope: 'VALUE' }, 'v2'));
    assert.ok(seesCookie({}, 'one') && seesCookie({}, 'v2'));
    assert.ok(seesCookie({ MatchScope: 'KEY' }, 'one') && !seesCookie({ MatchScope: 'KEY' }, 'v1'));
  });

  it('are those included, or those not excluded: headers in any case, cookies in their own', () => {
    assert.ok(seesHeader({ MatchPattern: { IncludedHeaders: ['x-one'] } }, 'v1'));
    assert.ok(!seesHeader({ MatchPattern: { IncludedHeaders: ['x-one'] } }, 'v2'));
    assert.ok(!seesHeader({ MatchPattern: { ExcludedHeaders: ['x-one'] } }, 'v1'));
    assert.ok(seesHeader({ MatchPattern: { ExcludedHeaders: ['x-one'] } }, 'v2'));
    assert.ok(seesCookie({ MatchPattern: { IncludedCookies: ['one'] } }, 'v1'));
    assert.ok(!seesCookie({ MatchPattern: { IncludedCookies: ['ONE'] } }, 'v1'));
    assert.ok(!seesCookie({ MatchPattern: { ExcludedCookies: ['one'] } }, 'v1'));
  });

  it('beyond 200 or 8 KiB are oversize: not seen, or an answer in themselves', () => {
    const many = Array.from({ length: 201 }, (_, n) => [`x-${n}`, 'v'] as const);
    const long = [['x-1', 'v'.repeat(8190)] as const, ['x-2', 'last'] as const];
    for (const [them, last] of [
      [many, 'x-200'],
      [long, 'x-2'],
    ] as const) {
      const field = (OversizeHandling: string) => byteMatch({ Headers: { ...all, OversizeHandling } }, last, exactly);
      assert.ok(!isBlocked(field('CONTINUE'), headers(...them)));
      assert.ok(isBlocked(field('MATCH'), headers(...them)));
      assert.ok(!isBlocked(field('NO_MATCH'), headers(...them)));
      assert.ok(isBlocked(not(field('NO_MATCH')), headers(...them)));
    }
    assert.ok(
      !isBlocked(byteMatch({ Headers: { ...all, OversizeHandling: 'MATCH' } }, '?'), headers(...many.slice(1))),
    );
  });

  it('have an order', () => {
    const order = byteMatch({ HeaderOrder: { OversizeHandling: 'CONTINUE' } }, 'host:x-b:x-a', exactly);
    assert.ok(isBlocked(order, headers(['Host', 'h'], ['X-B', '1'], ['x-a', '2'])));
    assert.ok(!isBlocked(order, headers(['Host', 'h'], ['x-a', '2'], ['X-B', '1'])));
  });
});

describe('Body', () => {
  const body = (OversizeHandling: string) => ({ Body: { OversizeHandling } });
  const padded = (length: number) => `${'a'.repeat(length)}bad`;

  it('is looked at up to 16 KiB, or as far as the web ACL says', () => {
    const within = (limit: string | undefined, length: number) => {
      const { firewall } = firewallUnderTest();
      const API_GATEWAY = { DefaultSizeInspectionLimit: limit };
      declareWebAcl(
        firewall,
        [rule(byteMatch(body('CONTINUE'), 'bad'))],
        limit === undefined ? {} : { AssociationConfig: { RequestBody: { API_GATEWAY } } },
      );
      return evaluate(firewall, { body: padded(length) }).action === 'block';
    };
    assert.ok(within(undefined, 16 * 1024 - 3));
    assert.ok(!within(undefined, 16 * 1024 - 2));
    assert.ok(within('KB_64', 64 * 1024 - 3));
    assert.ok(!within('KB_64', 64 * 1024 - 2));
  });

  it('that is larger is an answer in itself where oversize is handled so', () => {
    const large = { body: padded(16 * 1024) };
    assert.ok(isBlocked(byteMatch(body('MATCH'), '?'), large));
    assert.ok(!isBlocked(byteMatch(body('MATCH'), '?'), { body: padded(16 * 1024 - 3) }));
    assert.ok(!isBlocked(byteMatch(body('NO_MATCH'), 'a'), large));
    assert.ok(isBlocked(not(byteMatch(body('NO_MATCH'), 'a')), large));
  });

  it('of another size than inspected never satisfies a size beyond the limit, unless oversize matches', () => {
    const larger = (OversizeHandling: string) => ({
      SizeConstraintStatement: {
        FieldToMatch: body(OversizeHandling),
        ComparisonOperator: 'GT',
        Size: 20_000,
        TextTransformations: none,
      },
    });
    assert.ok(!isBlocked(larger('CONTINUE'), { body: padded(30_000) }));
    assert.ok(isBlocked(larger('MATCH'), { body: padded(30_000) }));
  });

  it('has the same verdict whatever stands behind the limit', () => {
    const { firewall } = firewallUnderTest();
    const json = { JsonBody: { MatchPattern: { All: {} }, MatchScope: 'ALL' } };
    declareWebAcl(firewall, [rule(byteMatch(body('CONTINUE'), 'bad')), rule(byteMatch(json, 'bad'))]);
    const filler = fc.constantFrom('a'.repeat(16_384), `["${'a'.repeat(16_380)}"]`, `["bad"${' '.repeat(16_377)}]`);
    fc.assert(
      fc.property(filler, fc.string({ maxLength: 20 }), (within, behind) => {
        const verdict = (text: string) => evaluate(firewall, { body: text }).action;
        assert.equal(verdict(`${within} ${behind} bad`), verdict(`${within} `));
      }),
      { numRuns: 50 },
    );
  });
});

describe('JsonBody', () => {
  const document = JSON.stringify({ a: { c: 'd', b: { e: { f: 'g' } } } });
  const seen = (pointers: readonly string[] | undefined, MatchScope: string, body = document) =>
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'].filter((text) => {
      const MatchPattern = pointers === undefined ? { All: {} } : { IncludedPaths: pointers };
      return isBlocked(byteMatch({ JsonBody: { MatchPattern, MatchScope } }, text, exactly), { body });
    });

  it('is every key and value', () => {
    assert.deepEqual(seen(undefined, 'ALL'), ['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    assert.deepEqual(seen(undefined, 'KEY'), ['a', 'b', 'c', 'e', 'f']);
    assert.deepEqual(seen(undefined, 'VALUE'), ['d', 'g']);
  });

  it('is what lies below a pointer, without the key that it names', () => {
    assert.deepEqual(seen(['/a/b'], 'ALL'), ['e', 'f', 'g']);
    assert.deepEqual(seen(['/a/b'], 'KEY'), ['e', 'f']);
    assert.deepEqual(seen(['/a/b'], 'VALUE'), ['g']);
    assert.deepEqual(seen(['/a/c'], 'ALL'), ['d']);
    assert.deepEqual(seen(['/x', '/a/b/e/f'], 'ALL'), ['g']);
  });

  it('counts elements of arrays, and resolves escapes in pointers', () => {
    assert.deepEqual(seen(['/1/x~1y'], 'ALL', '[{"x/y":"a"},{"x/y":"b","z":"c"}]'), ['b']);
  });

  it('that is no JSON is seen as far as it could be read, or as its fallback says', () => {
    const broken = '{"a":"b", oops "c":"d"}';
    const falls = (InvalidFallbackBehavior: string | undefined, text: string) => {
      const field = { JsonBody: { MatchPattern: { All: {} }, MatchScope: 'ALL', InvalidFallbackBehavior } };
      return isBlocked(byteMatch(field, text), { body: broken });
    };
    assert.ok(falls(undefined, 'b') && !falls(undefined, 'd'));
    assert.ok(falls('EVALUATE_AS_STRING', 'd') && !falls('EVALUATE_AS_STRING', 'x'));
    assert.ok(falls('MATCH', 'x'));
    assert.ok(!falls('NO_MATCH', 'b'));
  });

  it('of a request without a body never matches', () => {
    const field = { JsonBody: { MatchPattern: { All: {} }, MatchScope: 'ALL', InvalidFallbackBehavior: 'MATCH' } };
    assert.ok(!isBlocked(byteMatch(field, 'x'), { body: '' }));
  });
});

describe('what a regional API never sees', () => {
  it('falls back', () => {
    for (const name of ['JA3Fingerprint', 'JA4Fingerprint', 'UriFragment']) {
      assert.ok(isBlocked(byteMatch({ [name]: { FallbackBehavior: 'MATCH' } }, 'x', exactly)));
      assert.ok(!isBlocked(byteMatch({ [name]: { FallbackBehavior: 'NO_MATCH' } }, 'x', exactly)));
    }
  });
});
