import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { securityHeaders, standardProblems } from '../../lib/contract/index.ts';
import { apiTemplate } from './support/create-api.ts';

interface GatewayResponse {
  readonly ResponseType: string;
  readonly StatusCode: string;
  readonly ResponseParameters: Readonly<Record<string, string>>;
  readonly ResponseTemplates: Readonly<Record<string, string>>;
}

const responsesOf = (template: ReturnType<typeof apiTemplate>): ReadonlyMap<string, GatewayResponse> =>
  new Map(
    Object.values(template.findResources('AWS::ApiGateway::GatewayResponse')).map(({ Properties }) => [
      Properties.ResponseType,
      Properties,
    ]),
  );
const responses = responsesOf(apiTemplate());

test('every response type that the CDK knows has an answer of ours', () => {
  const known = Object.values(apigateway.ResponseType).flatMap((value) =>
    value instanceof apigateway.ResponseType ? [value.responseType] : [],
  );
  assert.equal(known.length, 21);
  assert.deepEqual([...responses.keys()].sort(), known.sort());
});

test('each answer is a problem document whose status is the status line, with a request id and nothing of the request', () => {
  for (const { ResponseType, StatusCode, ResponseParameters, ResponseTemplates } of responses.values()) {
    assert.deepEqual(Object.keys(ResponseTemplates), ['application/json']);
    assert.equal(ResponseParameters['gatewayresponse.header.Content-Type'], "'application/problem+json'");
    // AWS puts the message in as a JSON string, quotes included.
    const body = JSON.parse(
      (ResponseTemplates['application/json'] ?? '').replace('$context.error.messageString', '"words"'),
    );
    assert.equal(String(body.status), StatusCode, ResponseType);
    assert.equal(body.title, new Map(Object.entries(standardProblems)).get(body.code)?.title);
    assert.equal(body.requestId, '$context.requestId');
    assert.equal(JSON.stringify(body).split('$').length, 2, 'one other variable only');
    assert.equal('errors' in body, ResponseType === 'BAD_REQUEST_PARAMETERS');
  }
});

test('each answer has the security headers', () => {
  for (const { ResponseParameters } of responses.values()) {
    for (const [name, value] of Object.entries(securityHeaders)) {
      assert.equal(ResponseParameters[`gatewayresponse.header.${name}`], `'${value}'`);
    }
  }
});

test('a refused, an expired and a missing credential are 401 with a challenge; no other answer has a challenge', () => {
  const challenged = [...responses.values()].filter((each) =>
    Object.hasOwn(each.ResponseParameters, 'gatewayresponse.header.WWW-Authenticate'),
  );
  assert.deepEqual(challenged.map(({ ResponseType, StatusCode }) => `${ResponseType} ${StatusCode}`).sort(), [
    'ACCESS_DENIED 401',
    'EXPIRED_TOKEN 401',
    'UNAUTHORIZED 401',
  ]);
  const bearer = `'Bearer realm="small-shop"'`;
  assert.deepEqual(
    new Map(
      challenged.map((each) => [each.ResponseType, each.ResponseParameters['gatewayresponse.header.WWW-Authenticate']]),
    ),
    new Map([
      ['ACCESS_DENIED', 'context.authorizer.challenge'],
      ['EXPIRED_TOKEN', bearer],
      ['UNAUTHORIZED', bearer],
    ]),
  );
});

test('no page of any origin may read an answer, unless its origin is named', () => {
  const origin = 'gatewayresponse.header.Access-Control-Allow-Origin';
  for (const { ResponseParameters } of responses.values()) assert.equal(ResponseParameters[origin], undefined);
  for (const { ResponseParameters } of responsesOf(apiTemplate({ corsOrigin: 'https://a.example' })).values()) {
    assert.equal(ResponseParameters[origin], "'https://a.example'");
  }
});
