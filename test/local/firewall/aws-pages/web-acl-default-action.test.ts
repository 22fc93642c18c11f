import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteMatch, rule } from '../firewall-under-test.ts';
import { deciding } from './deciding.ts';

const never = byteMatch({ UriPath: {} }, 'never');

describe('web-acl-default-action', () => {
  it('what no rule ends is allowed, or refused with an answer of its own', () => {
    const CustomResponse = { ResponseCode: 404 };
    assert.ok(!deciding([rule(never)]).isBlocked());
    const verdict = deciding([rule(never)], { webAcl: { DefaultAction: { Block: { CustomResponse } } } }).ask();
    assert.equal(verdict.action === 'block' && verdict.customResponse?.status, 404);
  });
});
