import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type AttackedRequest,
  countMarks,
  unmarked,
  withEachMark,
} from '../../../scripts/testers/attacked-requests.ts';
import { faultOfAnswer } from '../../../scripts/testers/fault-of-answer.ts';

const url = 'https://localhost:1/accounts';
const problem = 'Server: x\nContent-Type: application/problem+json\n | {"type":"urn:portcullis:problem:unknown-route"}';
const ofFirewall =
  'Content-Type: application/json\nX-Content-Type-Options: nosniff\n | {"type":"urn:portcullis:problem:x"}';
const judge = (isBehindFirewall: boolean, answer: object) =>
  faultOfAnswer(
    { isDeclared: (method, path) => method === 'GET' && path === '/accounts', isBehindFirewall },
    { code: 200, method: 'GET', url, payload: '', ...answer },
  );

describe('an answer to a fuzzer', () => {
  it('is fine when a contract declares it, or when it is a problem document', () => {
    assert.equal(judge(false, {}), undefined);
    assert.equal(judge(false, { code: 403, payload: problem }), undefined);
    assert.equal(judge(true, { code: 403, payload: ofFirewall }), undefined);
    assert.equal(judge(true, { code: 403, method: 'HEAD', payload: ofFirewall.split(' | ')[0] }), undefined);
  });

  it('is a finding when the server failed, even with a problem document', () => {
    assert.equal(judge(false, { code: 500, payload: problem }), 'a failure of the server');
  });

  it('is a finding when no contract declares what was answered', () => {
    assert.match(judge(true, { url: 'https://localhost:1/admin' }) ?? '', /no contract/);
    assert.match(judge(true, { method: 'POST' }) ?? '', /no contract/);
  });

  it('is a finding when it refuses without a problem document, or with one of a firewall that is not there', () => {
    assert.match(judge(true, { code: 404, payload: 'Content-Type: text/html\n | <h1>' }) ?? '', /problem/);
    assert.match(
      judge(true, { code: 400, payload: 'Content-Type: application/json\n | {"message":"x"}' }) ?? '',
      /problem/,
    );
    assert.match(judge(false, { code: 403, payload: ofFirewall }) ?? '', /problem/);
  });
});

describe('the marks of an attacked request', () => {
  const request: AttackedRequest = {
    method: 'POST',
    path: '/a/b1*?limit=5*',
    headers: { 'if-none-match': '"1*"' },
    body: '{"name":"Rent*"}',
  };

  it('are replaced one at a time, in paths, headers and bodies', () => {
    assert.equal(countMarks(request), 4);
    const [path, query, header, body] = withEachMark(request, 'FUZZ');
    assert.deepEqual([path?.path, query?.path], ['/a/FUZZ?limit=5', '/a/b1?limit=FUZZ']);
    assert.equal(header?.headers['if-none-match'], '"FUZZ"');
    assert.equal(body?.body, '{"name":"FUZZ"}');
  });

  it('are no part of what an honest client sends', () => {
    assert.doesNotMatch(JSON.stringify(unmarked(request)), /\*/);
  });
});
