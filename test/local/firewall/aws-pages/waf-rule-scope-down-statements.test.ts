import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteMatch, groupRule, managed } from '../firewall-under-test.ts';
import { deciding } from './deciding.ts';

describe('waf-rule-scope-down-statements', () => {
  it('keeps the rest from a group, hands on what it was given unchanged, and costs what it costs', () => {
    const decoded = [{ Priority: 0, Type: 'URL_DECODE' }];
    const scope = byteMatch({ QueryString: {} }, 'q=<', { TextTransformations: decoded });
    const { isBlocked, capacity } = deciding([groupRule(managed('CommonRuleSet', { ScopeDownStatement: scope }))]);
    const attack = `q=${encodeURIComponent('<script>alert(1)</script>')}`;
    assert.ok(isBlocked({ queryString: attack }));
    assert.ok(!isBlocked({ queryString: attack.replace('q=', 'x=') }));
    assert.equal(capacity, 700 + 20);
  });
});
