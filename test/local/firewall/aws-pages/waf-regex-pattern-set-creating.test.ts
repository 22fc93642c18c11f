import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isBlocked, none } from '../firewall-under-test.ts';

const path = { UriPath: {} };

describe('waf-regex-pattern-set-creating', () => {
  it('one pattern for four spellings', () => {
    const statement = {
      RegexMatchStatement: { FieldToMatch: path, RegexString: 'I[a@]mAB[a@]dRequest', TextTransformations: none },
    };
    for (const text of ['IamABadRequest', 'IamAB@dRequest', 'I@mABadRequest', 'I@mAB@dRequest']) {
      assert.ok(isBlocked(statement, { uriPath: `/${text}` }), text);
    }
    assert.ok(!isBlocked(statement, { uriPath: '/IamAGoodRequest' }));
  });
});
