import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteMatch, isBlocked } from '../firewall-under-test.ts';
import { header } from './deciding.ts';

const path = { UriPath: {} };

describe('waf-rule-statement-type-string-match', () => {
  const word = (value: string) =>
    isBlocked(
      byteMatch({ SingleHeader: { Name: 'user-agent' } }, 'BadBot', { PositionalConstraint: 'CONTAINS_WORD' }),
      {
        ...header('user-agent', value),
      },
    );

  for (const value of ['BadBot', 'BadBot;', ';BadBot', '-BadBot;']) {
    it(`the word BadBot is in ${value}`, () => assert.ok(word(value)));
  }

  for (const value of ['BadBots', 'aBadBot', '_BadBot;', '-BadBot1', 'badbot']) {
    it(`the word BadBot is not in ${value}`, () => assert.ok(!word(value)));
  }

  it('any byte from 0 to 255 can be looked for', () => {
    for (let byte = 0; byte <= 255; byte += 51) {
      const SearchStringBase64 = Buffer.from([byte]).toString('base64');
      const statement = byteMatch(path, '', { SearchString: undefined, SearchStringBase64 });
      assert.ok(isBlocked(statement, { uriPath: `/${String.fromCharCode(byte)}` }), String(byte));
    }
  });
});
