import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { InspectedRequest, Verdict } from '../../../lib/local/firewall/index.ts';
import { memberOf, startGateway, type TestOptions } from './fixture.ts';

const seen = { terminatingRule: 'rule', labels: [], countedRules: [] };
const block: Verdict = { action: 'block', customResponse: undefined, seen };
const allow: Verdict = { action: 'allow', insertHeaders: [['x-amzn-waf-checked', 'yes']], seen };

const start = (verdict: Verdict, options: TestOptions = {}) => {
  const inspected: InspectedRequest[] = [];
  const gateway = startGateway({
    ...options,
    firewall: (request) => {
      inspected.push(request);
      return verdict;
    },
  });
  return { ...gateway, inspected };
};

describe('the firewall', () => {
  it('sees the request undecoded, before any route is looked for', async () => {
    const { call, inspected, apiId } = start(allow);
    await call('POST', '//nowhere/%41?q=%27+or', { headers: { 'X-Forwarded-For': '203.0.113.9' }, body: 'body' });
    assert.deepEqual(
      { ...inspected[0], requestId: '', body: inspected[0]?.body.toString() },
      {
        method: 'POST',
        uriPath: '//nowhere/%41',
        queryString: 'q=%27+or',
        headers: [
          ['Host', `${apiId}.execute-api.eu-central-1.amazonaws.com`],
          ['X-Forwarded-For', '203.0.113.9'],
        ],
        body: 'body',
        clientIp: '192.0.2.7',
        requestId: '',
      },
    );
  });

  it('lets through with the headers that it puts in, in place of any that the client sent', async () => {
    const { call, lastEvent } = start(allow);
    assert.equal((await call('GET', '/', { headers: { 'X-Amzn-Waf-Checked': 'forged' } })).status, 200);
    assert.equal(memberOf(lastEvent(), 'headers')['X-Amzn-Waf-Checked'], undefined);
    assert.equal(memberOf(lastEvent(), 'headers')['x-amzn-waf-checked'], 'yes');
  });

  it('blocks with the response of the gateway', async () => {
    const { call, invocations } = start(block);
    const answer = await call('GET', '/');
    assert.equal(answer.status, 403);
    assert.equal(answer.text, '{"message":"Forbidden"}');
    assert.equal(answer.headers.get('x-amzn-errortype'), 'ForbiddenException');
    assert.equal(invocations.length, 0);
  });

  it('blocks with its own response, which goes before any of the gateway', async () => {
    const { call } = start({
      ...block,
      customResponse: {
        status: 413,
        headers: [['X-Reason', 'size']],
        body: { contentType: 'application/json', content: '{"too":"large"}' },
      },
    });
    const answer = await call('GET', '/');
    assert.deepEqual([answer.status, answer.text], [413, '{"too":"large"}']);
    assert.equal(answer.headers.get('x-reason'), 'size');
    assert.equal(answer.headers.get('content-type'), 'application/json');
  });
});

describe('the address of a client', () => {
  it('is that of its connection; what it says of others is kept and added to', async () => {
    const { call, lastEvent } = startGateway();
    await call('GET', '/', {
      headers: [
        ['X-Forwarded-For', '203.0.113.9'],
        ['x-forwarded-for', '203.0.113.10'],
        ['X-Forwarded-Proto', 'http'],
      ],
    });
    const event = lastEvent();
    assert.equal(memberOf(memberOf(event, 'requestContext'), 'identity')['sourceIp'], '192.0.2.7');
    assert.equal(memberOf(event, 'headers')['X-Forwarded-For'], '203.0.113.9, 203.0.113.10, 192.0.2.7');
    assert.equal(memberOf(event, 'headers')['X-Forwarded-Proto'], 'https');
    assert.deepEqual(memberOf(event, 'multiValueHeaders')['X-Forwarded-Proto'], ['https']);
  });
});
