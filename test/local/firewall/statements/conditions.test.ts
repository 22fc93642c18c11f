import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  and,
  byteMatch,
  declareIpSet,
  declarePatternSet,
  declareWebAcl,
  evaluate,
  firewallUnderTest,
  isBlocked,
  none,
  not,
  or,
  rule,
} from '../firewall-under-test.ts';

const path = { UriPath: {} };
const at = (uriPath: string) => ({ uriPath });

describe('ByteMatchStatement', () => {
  const matches = (PositionalConstraint: string, sought: string, uriPath: string) =>
    isBlocked(byteMatch(path, sought, { PositionalConstraint }), { uriPath });

  it('compares at the place it is told', () => {
    assert.ok(matches('EXACTLY', '/ab', '/ab'));
    assert.ok(!matches('EXACTLY', '/ab', '/abc'));
    assert.ok(matches('STARTS_WITH', '/a', '/ab'));
    assert.ok(!matches('STARTS_WITH', 'ab', '/ab'));
    assert.ok(matches('ENDS_WITH', 'b', '/ab'));
    assert.ok(!matches('ENDS_WITH', 'a', '/ab'));
    assert.ok(matches('CONTAINS', 'b', '/abc'));
    assert.ok(!matches('CONTAINS', 'B', '/abc'));
  });

  it('finds a word only where no letter, digit or underscore touches it', () => {
    for (const uriPath of ['x', '/x', 'x/', '/a-x-b', '/xx/x', 'é x']) {
      assert.ok(matches('CONTAINS_WORD', 'x', Buffer.from(uriPath).toString('latin1')), uriPath);
    }
    for (const uriPath of ['xy', '/_x', 'x1', '/ax']) assert.ok(!matches('CONTAINS_WORD', 'x', uriPath), uriPath);
  });

  it('takes the bytes to look for in Base64', () => {
    const bytes = { SearchString: undefined, SearchStringBase64: Buffer.from([0xff, 0x00]).toString('base64') };
    assert.ok(isBlocked(byteMatch(path, '', bytes), at('/\xff\0')));
    assert.ok(!isBlocked(byteMatch(path, '', bytes), at('/\xff')));
  });

  it('compares text beyond ASCII as the bytes of its UTF-8', () => {
    const body = { Body: { OversizeHandling: 'CONTINUE' } };
    assert.ok(isBlocked(byteMatch(body, 'Müller'), { body: 'Frau Müller' }));
  });

  it('transforms by ascending priority', () => {
    const steps = (url: number, html: number) => ({
      TextTransformations: [
        { Priority: url, Type: 'URL_DECODE' },
        { Priority: html, Type: 'HTML_ENTITY_DECODE' },
      ],
    });
    assert.ok(isBlocked(byteMatch(path, '<', steps(1, 2)), at('/%26lt;')));
    assert.ok(!isBlocked(byteMatch(path, '<', steps(2, 1)), at('/%26lt;')));
  });
});

describe('RegexMatchStatement', () => {
  const matches = (RegexString: string, uriPath: string) =>
    isBlocked({ RegexMatchStatement: { FieldToMatch: path, RegexString, TextTransformations: none } }, { uriPath });

  it('searches anywhere, and minds case and anchors', () => {
    assert.ok(matches('b.d', '/abcd'));
    assert.ok(!matches('^b', '/abcd'));
    assert.ok(!matches('B', '/abcd'));
    assert.ok(matches('(?i)B', '/abcd'));
  });

  it('sees bytes', () => {
    assert.ok(matches('^..$', '\xc3\xa9'));
    assert.ok(matches('é', '\xc3\xa9'));
  });
});

describe('RegexPatternSetReferenceStatement', () => {
  it('matches when one of the patterns does', () => {
    const { firewall } = firewallUnderTest();
    declarePatternSet(firewall, 'arn:set', ['^/never$', '^/(?:admin|internal)']);
    declareWebAcl(firewall, [
      rule({
        RegexPatternSetReferenceStatement: { Arn: 'arn:set', FieldToMatch: path, TextTransformations: none },
      }),
    ]);
    assert.equal(evaluate(firewall, at('/admin/x')).action, 'block');
    assert.equal(evaluate(firewall, at('/accounts')).action, 'allow');
  });
});

describe('SizeConstraintStatement', () => {
  const holds = (ComparisonOperator: string, Size: number, FieldToMatch: object, parts: object, type = 'NONE') =>
    isBlocked(
      {
        SizeConstraintStatement: {
          FieldToMatch,
          ComparisonOperator,
          Size,
          TextTransformations: [{ Priority: 0, Type: type }],
        },
      },
      parts,
    );

  it('compares as the operator says', () => {
    const truths = { EQ: [0, 1, 0], NE: [1, 0, 1], LT: [1, 0, 0], LE: [1, 1, 0], GT: [0, 0, 1], GE: [0, 1, 1] };
    for (const [operator, expected] of Object.entries(truths)) {
      const actual = ['/a', '/ab', '/abc'].map((uriPath) => Number(holds(operator, 3, path, { uriPath })));
      assert.deepEqual(actual, expected, operator);
    }
  });

  it('counts bytes after the transformations', () => {
    assert.ok(holds('EQ', 2, path, at('/%41'), 'URL_DECODE'));
    assert.ok(holds('EQ', 2, { Body: { OversizeHandling: 'CONTINUE' } }, { body: 'é' }));
  });

  it('does not match a part that the request lacks', () => {
    const header = { SingleHeader: { Name: 'x-absent' } };
    assert.ok(!holds('GE', 0, header, {}));
    assert.ok(isBlocked(not(byteMatch(header, 'x'))));
  });
});

describe('IPSetReferenceStatement', () => {
  const inSet = (addresses: readonly string[], parts: object, more: object = {}, version = 'IPV4') => {
    const { firewall } = firewallUnderTest();
    declareIpSet(firewall, 'arn:set', addresses, version);
    declareWebAcl(firewall, [rule({ IPSetReferenceStatement: { Arn: 'arn:set', ...more } })]);
    return evaluate(firewall, parts).action === 'block';
  };
  const from = (clientIp: string) => ({ clientIp });

  it('finds an address in a range, and none beside it', () => {
    assert.ok(inSet(['192.0.2.0/24', '203.0.113.9/32'], from('192.0.2.255')));
    assert.ok(inSet(['192.0.2.0/24', '203.0.113.9/32'], from('203.0.113.9')));
    assert.ok(!inSet(['192.0.2.0/24'], from('192.0.3.0')));
    assert.ok(!inSet([], from('192.0.2.1')));
  });

  it('knows IPv6, and IPv4 inside it', () => {
    assert.ok(inSet(['2001:db8::/32'], from('2001:db8:ffff::1'), {}, 'IPV6'));
    assert.ok(!inSet(['2001:db8::/32'], from('2001:db9::1'), {}, 'IPV6'));
    assert.ok(inSet(['127.0.0.0/8'], from('::ffff:127.0.0.1')));
    assert.ok(!inSet(['2001:db8::/32'], from('127.0.0.1'), {}, 'IPV6'));
  });

  const forwarded = (Position: string, FallbackBehavior = 'NO_MATCH') => ({
    IPSetForwardedIPConfig: { HeaderName: 'X-Forwarded-For', FallbackBehavior, Position },
  });
  const chain = (value: string) => ({ headers: [['x-forwarded-for', value] as const] });

  it('looks at the first, the last or any forwarded address', () => {
    const value = chain('10.0.0.1, 192.0.2.1, 10.0.0.2');
    assert.ok(!inSet(['192.0.2.0/24'], value, forwarded('FIRST')));
    assert.ok(!inSet(['192.0.2.0/24'], value, forwarded('LAST')));
    assert.ok(inSet(['192.0.2.0/24'], value, forwarded('ANY')));
    assert.ok(inSet(['10.0.0.1/32'], value, forwarded('FIRST')));
    assert.ok(inSet(['10.0.0.2/32'], value, forwarded('LAST')));
  });

  it('looks at the last ten of a chain only', () => {
    const ten = Array.from({ length: 10 }, (_, n) => `10.0.0.${n}`);
    assert.ok(!inSet(['192.0.2.0/24'], chain(['192.0.2.1', ...ten].join(', ')), forwarded('ANY')));
  });

  it('falls back for an address that is none', () => {
    assert.ok(inSet(['10.0.0.0/8'], chain('unknown'), forwarded('FIRST', 'MATCH')));
    assert.ok(!inSet(['10.0.0.0/8'], chain('unknown'), forwarded('FIRST', 'NO_MATCH')));
  });

  it('does not match without the header, whatever its fallback, and a NOT around it does', () => {
    const { firewall } = firewallUnderTest();
    declareIpSet(firewall, 'arn:set', ['10.0.0.0/8']);
    const statement = { IPSetReferenceStatement: { Arn: 'arn:set', ...forwarded('FIRST', 'MATCH') } };
    declareWebAcl(firewall, [rule(statement, { Name: 'Plain' }), rule(not(statement), { Name: 'Not' })]);
    assert.equal(evaluate(firewall).seen.terminatingRule, 'Not');
    assert.equal(evaluate(firewall, chain('192.0.2.1')).seen.terminatingRule, 'Not');
    assert.equal(evaluate(firewall, chain('unknown')).seen.terminatingRule, 'Plain');
  });
});

describe('AndStatement, OrStatement, NotStatement', () => {
  const has = (text: string) => byteMatch(path, text);

  it('combine, and nest', () => {
    const statement = and(or(has('a'), has('b')), not(has('c')));
    assert.ok(isBlocked(statement, at('/a')));
    assert.ok(isBlocked(statement, at('/b')));
    assert.ok(!isBlocked(statement, at('/ac')));
    assert.ok(!isBlocked(statement, at('/x')));
  });
});
