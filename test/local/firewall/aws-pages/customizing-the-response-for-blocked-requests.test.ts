import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteMatch, rule } from '../firewall-under-test.ts';
import { deciding } from './deciding.ts';

const everything = byteMatch({ UriPath: {} }, '/');
const named = (Name: string, Priority: number, more: object = {}) => rule(everything, { Name, Priority, ...more });

describe('customizing-the-response-for-blocked-requests', () => {
  const body = { ContentType: 'TEXT_PLAIN', Content: 'This is a plain text response body.' };
  const CustomResponse = {
    CustomResponseBodyKey: 'CustomResponseBodyKey1',
    ResponseCode: 404,
    ResponseHeaders: [{ Name: 'BlockActionHeader1Name', Value: 'BlockActionHeader1Value' }],
  };
  const answer = (webAcl: object) => {
    const verdict = deciding([named('GeoMatchRule', 1, { Action: { Block: { CustomResponse } } })], { webAcl }).ask();
    return verdict.action === 'block' ? verdict.customResponse : undefined;
  };

  it('a status, a header and a body that is referred to by its key', () => {
    assert.deepEqual(answer({ CustomResponseBodies: { CustomResponseBodyKey1: body } }), {
      status: 404,
      headers: [['BlockActionHeader1Name', 'BlockActionHeader1Value']],
      body: { contentType: 'text/plain', content: body.Content },
    });
    assert.throws(() => answer({}), /there is no custom response body/);
  });

  it('a redirection', () => {
    const to = { ResponseCode: 302, ResponseHeaders: [{ Name: 'Location', Value: 'https://example.com' }] };
    const verdict = deciding([named('R', 1, { Action: { Block: { CustomResponse: to } } })]).ask();
    assert.equal(verdict.action === 'block' && verdict.customResponse?.status, 302);
  });
});
