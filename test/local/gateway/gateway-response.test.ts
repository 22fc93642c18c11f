import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '../../../lib/local/json.ts';
import { ofType, startGateway } from './fixture.ts';

const response = (ResponseType: string, properties: JsonObject) => ({
  [ResponseType]: ofType('GatewayResponse', { RestApiId: { Ref: 'api' }, ResponseType, ...properties }),
});
const unknownRoute = (
  resources: Readonly<Record<string, JsonObject>>,
  headers: Readonly<Record<string, string>> = {},
) => startGateway({ resources, stage: { Variables: { contact: 'ops' } } }).call('GET', '/nowhere?q=a%22b', { headers });

describe('a declared gateway response', () => {
  it('has the status, headers and body of the template', async () => {
    const answer = await unknownRoute(
      response('MISSING_AUTHENTICATION_TOKEN', {
        StatusCode: '404',
        ResponseParameters: {
          'gatewayresponse.header.Content-Type': "'application/problem+json'",
          'gatewayresponse.header.X-Request': 'context.requestId',
          'gatewayresponse.header.X-Trace': 'method.request.header.X-Trace',
          'gatewayresponse.header.X-None': 'context.authorizer.none',
        },
        ResponseTemplates: {
          'application/json':
            '{"type":"$context.error.responseType","message":$context.error.messageString,"by":"$stageVariables.contact","id":"$context.requestId","none":"$context.authorizer.none"}',
        },
      }),
      { 'X-Trace': 'abc' },
    );
    assert.equal(answer.status, 404);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    assert.equal(answer.headers.get('x-request'), answer.headers.get('x-amzn-requestid'));
    assert.equal(answer.headers.get('x-trace'), 'abc');
    assert.equal(answer.headers.has('x-none'), false);
    assert.equal(answer.headers.get('x-amzn-errortype'), 'MissingAuthenticationTokenException');
    assert.deepEqual(JSON.parse(answer.text), {
      type: 'MISSING_AUTHENTICATION_TOKEN',
      message: 'Missing Authentication Token',
      by: 'ops',
      id: answer.headers.get('x-amzn-requestid'),
      none: '',
    });
  });

  it('lets no caller out of the quotation marks of its body', async () => {
    const answer = await unknownRoute(
      response('DEFAULT_4XX', {
        ResponseTemplates: { 'application/json': '{"q":"$method.request.querystring.q"}' },
      }),
    );
    assert.deepEqual(JSON.parse(answer.text), { q: 'a"b' });
  });

  it('of the class serves every type of it that has none, with its own status', async () => {
    const fallback = response('DEFAULT_4XX', { ResponseTemplates: { 'application/json': '{"class":4}' } });
    const answer = await unknownRoute(fallback);
    assert.deepEqual([answer.status, answer.text], [403, '{"class":4}']);
    const own = response('MISSING_AUTHENTICATION_TOKEN', { StatusCode: '404' });
    const exact = await unknownRoute({ ...fallback, ...own });
    assert.deepEqual([exact.status, exact.text], [404, '{"message":"Missing Authentication Token"}']);
    const other = await unknownRoute(response('DEFAULT_5XX', { StatusCode: '503' }));
    assert.equal(other.status, 403);
  });

  it('of the class changes the status of all when it names one', async () => {
    assert.equal((await unknownRoute(response('DEFAULT_4XX', { StatusCode: '418' }))).status, 418);
  });
});
