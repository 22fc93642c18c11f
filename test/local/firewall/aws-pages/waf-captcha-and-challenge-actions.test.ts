import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteMatch, rule } from '../firewall-under-test.ts';
import { counting, deciding, header } from './deciding.ts';

const everything = byteMatch({ UriPath: {} }, '/');
const named = (Name: string, Priority: number, more: object = {}) => rule(everything, { Name, Priority, ...more });

describe('waf-captcha-and-challenge-actions', () => {
  for (const [action, status] of [
    ['Challenge', 202],
    ['Captcha', 405],
  ] as const) {
    it(`${action} answers ${status} with its header, and a page to who asks for HTML`, () => {
      const { ask } = deciding([named('R', 1, { Action: { [action]: {} } }), named('Behind', 2, counting)]);
      const [plain, html] = [ask(), ask(header('Accept', 'text/html'))];
      assert.ok(plain.action === 'block' && html.action === 'block');
      assert.deepEqual(plain.customResponse, {
        status,
        headers: [['x-amzn-waf-action', action.toLowerCase()]],
        body: undefined,
      });
      assert.match(html.customResponse?.body?.content ?? '', /<html/);
      assert.deepEqual(plain.seen.countedRules, []);
    });
  }
});
