import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteMatch, rule } from '../firewall-under-test.ts';
import { deciding, header } from './deciding.ts';

const everything = byteMatch({ UriPath: {} }, '/');
const named = (Name: string, Priority: number, more: object = {}) => rule(everything, { Name, Priority, ...more });
const inserting = (...headers: readonly (readonly [string, string])[]) => ({
  CustomRequestHandling: { InsertHeaders: headers.map(([Name, Value]) => ({ Name, Value })) },
});
const inserted = (verdict: { readonly action: string; readonly insertHeaders?: unknown }) => verdict.insertHeaders;

describe('customizing-the-incoming-request', () => {
  it('headers of the default action', () => {
    const webAcl = { DefaultAction: { Allow: inserting(['fruit', 'watermelon'], ['pie', 'apple']) } };
    assert.deepEqual(inserted(deciding([], { webAcl }).ask()), [
      ['x-amzn-waf-fruit', 'watermelon'],
      ['x-amzn-waf-pie', 'apple'],
    ]);
  });

  it('headers of a rule that counts and of one that allows go on together, and the last of a name stands', () => {
    const rules = [
      named('RuleA', 1, { Action: { Count: inserting(['RuleAHeader', 'a'], ['both', 'a']) } }),
      named('RuleB', 2, { Action: { Allow: inserting(['RuleBHeader', 'b'], ['both', 'b']) } }),
    ];
    assert.deepEqual(inserted(deciding(rules).ask()), [
      ['x-amzn-waf-ruleaheader', 'a'],
      ['x-amzn-waf-both', 'b'],
      ['x-amzn-waf-rulebheader', 'b'],
    ]);
  });

  it('rules do not see what is inserted, and one can refuse who pretends to have been let in', () => {
    const Headers = { MatchPattern: { All: {} }, MatchScope: 'KEY', OversizeHandling: 'MATCH' };
    const pretended = byteMatch({ Headers }, 'x-amzn-waf-', { PositionalConstraint: 'STARTS_WITH' });
    const rules = [
      named('Inserts', 1, { Action: { Count: inserting(['sample', 'x']) } }),
      rule(pretended, { Priority: 2 }),
    ];
    const { isBlocked } = deciding(rules);
    assert.ok(!isBlocked());
    assert.ok(isBlocked(header('x-amzn-waf-sample', 'x')));
  });
});
