import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Match } from 'aws-cdk-lib/assertions';
import fc from 'fast-check';
import { isExactOrigin } from '../../lib/constructs/cors.ts';
import { apiTemplate } from './support/create-api.ts';

test('without an origin there is no preflight', () => {
  assert.deepEqual(
    apiTemplate().findResources('AWS::ApiGateway::Method', { Properties: { HttpMethod: 'OPTIONS' } }),
    {},
  );
});

test('a named origin gets the methods and headers of each path, and no more', () => {
  apiTemplate({ corsOrigin: 'https://portal.example.com' }).hasResourceProperties('AWS::ApiGateway::Method', {
    HttpMethod: 'OPTIONS',
    AuthorizationType: 'NONE',
    Integration: Match.objectLike({
      IntegrationResponses: [
        Match.objectLike({
          StatusCode: '204',
          ResponseParameters: {
            'method.response.header.Access-Control-Allow-Origin': "'https://portal.example.com'",
            'method.response.header.Access-Control-Allow-Methods': "'POST'",
            'method.response.header.Access-Control-Allow-Headers':
              "'authorization,content-type,idempotency-key,x-channel'",
            'method.response.header.Access-Control-Max-Age': "'600'",
            'method.response.header.Vary': "'Origin'",
          },
        }),
      ],
    }),
  });
});

test('the functions behind it are told the origin, because their answers pass the gateway as they are', () => {
  apiTemplate({ corsOrigin: 'https://portal.example.com' }).hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: Match.objectLike({ PORTCULLIS_CORS_ORIGIN: 'https://portal.example.com' }) },
  });
});

for (const origin of [
  '*',
  'http://a.example',
  'https://a.example/',
  'https://*.example',
  'null',
  "https://a.example'",
]) {
  test(`refuses ${origin} as an origin`, () => {
    assert.throws(() => apiTemplate({ corsOrigin: origin }), /corsOrigin is one exact origin/);
  });
}

test('an exact origin is what the URL standard calls the origin of itself', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.webUrl(),
        fc.string(),
        fc.domain().map((domain) => `https://${domain}`),
      ),
      (text) => {
        if (isExactOrigin(text)) assert.equal(new URL(text).origin, text);
      },
    ),
  );
  assert.ok(isExactOrigin('https://portal.example.com:8443'));
});
