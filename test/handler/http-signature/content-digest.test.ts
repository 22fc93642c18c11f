import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { matchesContentDigest, toContentDigest } from '../../../lib/handler/http-signature/content-digest.ts';

const body = Buffer.from('{"hello": "world"}');
const sha256 = 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:';
const sha512 = 'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:';

describe('Content-Digest', () => {
  it('is written as in RFC 9530 §B.1', () => assert.equal(toContentDigest(body), sha256));

  for (const value of [sha256, sha512, `${sha256}, ${sha512}`, `md5=:AAAA:, ${sha256}`]) {
    it(`agrees: ${value.slice(0, 30)}…`, () => assert.equal(matchesContentDigest(value, body), true));
  }

  const refused: Readonly<Record<string, string>> = {
    'nothing at all': '',
    'only what is not known': 'md5=:AAAA:',
    'a known one that is wrong beside one that is right': `${sha512}, sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:`,
    'a truncated digest': 'sha-256=:X48E9qOokqqrvdts8nOJRA==:',
    'a digest that is a string': 'sha-256="X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE="',
    'the form of the obsolete Digest header': 'sha-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=',
    'something that is no dictionary': 'sha-256=:X48',
  };
  for (const [what, value] of Object.entries(refused)) {
    it(`refuses ${what}`, () => assert.equal(matchesContentDigest(value, body), false));
  }

  it('belongs to one body', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
        assert.equal(matchesContentDigest(toContentDigest(one), other), Buffer.from(one).equals(other));
      }),
    );
  });
});
