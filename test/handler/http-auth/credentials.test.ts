import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { parseAuthParameters } from '../../../lib/handler/http-auth/auth-parameters.ts';
import { toAuthParameters, toChallenge } from '../../../lib/handler/http-auth/challenge.ts';
import { parseCredentials } from '../../../lib/handler/http-auth/credentials.ts';

describe('credentials', () => {
  it('reads a scheme in any case with its token', () => {
    assert.deepEqual(parseCredentials('BEARER abc.def-_~+/=='), {
      scheme: 'bearer',
      token68: 'abc.def-_~+/==',
      parameters: new Map(),
    });
  });

  it('reads parameters, bare and quoted, with the spaces that clients send', () => {
    const { scheme, parameters } = parseCredentials('Digest username="Mu\\"fa\\\\sa", nc=00000001 ,qop = auth') ?? {};
    assert.equal(scheme, 'digest');
    assert.deepEqual(Object.fromEntries(parameters ?? []), { username: 'Mu"fa\\sa', nc: '00000001', qop: 'auth' });
  });

  for (const value of [
    '',
    ' ',
    ' Basic abc',
    'Basic abc def',
    'Basic a=b=c d',
    'Digest a="b',
    'Digest a=b,,c=d',
    'Digest a=b,',
    'Digest a=b, A=c',
    'Digest a=b c=d',
    'Digest a="b\u0000"',
    'Di gest=x y',
  ]) {
    it(`refuses ${JSON.stringify(value)}`, () => assert.equal(parseCredentials(value), undefined));
  }

  it('takes apart what a challenge was put together from', () => {
    const name = fc.stringMatching(/^[a-z]{1,8}$/);
    const value = fc.oneof(
      fc.stringMatching(/^[\x20-\x7e]{0,30}$/),
      fc.stringMatching(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,20}$/).map((token) => ({ token })),
    );
    fc.assert(
      fc.property(fc.dictionary(name, value, { minKeys: 1, noNullPrototype: true }), (parameters) => {
        const expected = new Map(
          Object.entries(parameters).map(([key, each]) => [key, typeof each === 'string' ? each : each.token]),
        );
        assert.deepEqual(parseAuthParameters(toAuthParameters(parameters)), expected);
      }),
    );
  });

  it('puts no text into a challenge that would end its header or its quotes', () => {
    assert.equal(toChallenge('Basic', { realm: 'a "b" \\' }), 'Basic realm="a \\"b\\" \\\\"');
    assert.throws(() => toChallenge('Basic', { realm: 'a\r\nset-cookie: b' }), /'realm'/);
    assert.throws(() => toChallenge('Digest', { qop: { token: 'a b' } }), /'qop'/);
  });
});
