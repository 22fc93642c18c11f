import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isBlocked, none } from '../firewall-under-test.ts';

const path = { UriPath: {} };

describe('waf-rule-statement-type-size-constraint-match', () => {
  const sized = (FieldToMatch: object, ComparisonOperator: string, Size: number) => ({
    SizeConstraintStatement: { FieldToMatch, ComparisonOperator, Size, TextTransformations: none },
  });

  it('a query longer than 100 bytes', () => {
    const statement = sized({ QueryString: {} }, 'GT', 100);
    assert.ok(isBlocked(statement, { queryString: 'x'.repeat(101) }));
    assert.ok(!isBlocked(statement, { queryString: 'x'.repeat(100) }));
  });

  it('the slash counts: /logo.jpg has nine characters', () => {
    assert.ok(isBlocked(sized(path, 'EQ', 9), { uriPath: '/logo.jpg' }));
  });
});
