import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteMatch, rule } from '../firewall-under-test.ts';
import { counting, deciding } from './deciding.ts';

const everything = byteMatch({ UriPath: {} }, '/');
const named = (Name: string, Priority: number, more: object = {}) => rule(everything, { Name, Priority, ...more });

describe('web-acl-rule-actions', () => {
  it('an Allow at 50 keeps a Count at 100 from being asked, and not the other way round', () => {
    const allow = (Priority: number) => named('Allow', Priority, { Action: { Allow: {} } });
    const count = (Priority: number) => named('Count', Priority, counting);
    assert.deepEqual(deciding([allow(50), count(100)]).ask().seen.countedRules, []);
    assert.deepEqual(deciding([allow(100), count(50)]).ask().seen.countedRules, ['Count']);
  });
});
