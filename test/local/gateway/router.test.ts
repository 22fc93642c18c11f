import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { Method, RestApi } from '../../../lib/local/gateway/rest-api.ts';
import { matchRoute } from '../../../lib/local/gateway/router.ts';

const method = (httpMethod: string): Method => ({
  httpMethod,
  operationName: undefined,
  authorizer: undefined,
  scopes: [],
  apiKeyRequired: false,
  validator: undefined,
  requiredParameters: [],
  models: new Map(),
  integration: { kind: 'lambda', functionArn: '', timeoutMillis: 29_000 },
});

const apiOf = (routes: readonly string[]): RestApi => ({
  id: 'api',
  accountId: '123456789012',
  name: 'api',
  rootResourceId: 'root',
  securityPolicy: undefined,
  apiKeySource: 'HEADER',
  binaryMediaTypes: [],
  resources: new Map(
    routes.map((route) => {
      const [httpMethod = '', path = ''] = route.split(' ');
      return [route, { id: route, path, methods: new Map([[httpMethod, method(httpMethod)]]) }];
    }),
  ),
  models: new Map(),
  validators: new Map(),
  authorizers: new Map(),
  gatewayResponses: new Map(),
  deployments: new Set(),
  stage: undefined,
});

const routed = (routes: readonly string[], httpMethod: string, path: string) => {
  const route = matchRoute(apiOf(routes), httpMethod, path);
  return route && [route.resource.path, Object.fromEntries(route.pathParameters)];
};

describe('routing', () => {
  const routes = ['GET /', 'GET /a/{id}', 'GET /a/b', 'GET /a/{id}/c', 'ANY /{proxy+}', 'POST /a/b/d'];

  it('goes for a fixed segment, then a parameter, then the rest of the path', () => {
    assert.deepEqual(routed(routes, 'GET', '/a/b'), ['/a/b', {}]);
    assert.deepEqual(routed(routes, 'GET', '/a/x'), ['/a/{id}', { id: 'x' }]);
    assert.deepEqual(routed(routes, 'GET', '/a/b/c'), ['/a/{id}/c', { id: 'b' }]);
    assert.deepEqual(routed(routes, 'GET', '/z/y/x'), ['/{proxy+}', { proxy: 'z/y/x' }]);
    assert.deepEqual(routed(routes, 'GET', '/'), ['/', {}]);
  });

  it('passes over a path that lacks the method', () => {
    assert.deepEqual(routed(routes, 'GET', '/a/b/d'), ['/{proxy+}', { proxy: 'a/b/d' }]);
    assert.equal(routed(['GET /a'], 'POST', '/a'), undefined);
  });

  it('takes ANY for the seven methods and for no other', () => {
    assert.deepEqual(routed(['ANY /a'], 'PATCH', '/a'), ['/a', {}]);
    assert.equal(routed(['ANY /a'], 'TRACE', '/a'), undefined);
    assert.equal(routed(['GET /a'], 'HEAD', '/a'), undefined);
  });

  it('lets no empty segment be a parameter, and no empty path the rest', () => {
    assert.equal(routed(['GET /a/{id}/c'], 'GET', '/a//c'), undefined);
    assert.equal(routed(['ANY /{proxy+}'], 'GET', '/'), undefined);
  });

  it('sees another path in an escaped spelling', () => {
    assert.equal(routed(['GET /admin'], 'GET', '/%61dmin'), undefined);
    assert.deepEqual(routed(['GET /{a}'], 'GET', '/x%2Fy'), ['/{a}', { a: 'x%2Fy' }]);
  });

  const segment = fc.stringMatching(/^[a-z0-9]{1,4}$/);

  it('finds any path of fixed segments whatever parameters stand beside it', () => {
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), (segments) => {
        const fixed = `/${segments.join('/')}`;
        const rivals = segments.map(
          (_, index) => `GET /${segments.map((part, at) => (at === index ? '{p}' : part)).join('/')}`,
        );
        assert.deepEqual(routed([...rivals, 'GET /{proxy+}', `GET ${fixed}`], 'GET', fixed), [fixed, {}]);
      }),
    );
  });

  it('gives back every parameter as it stands in the path', () => {
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (segments) => {
        const pattern = `/${segments.map((_, index) => `{p${index}}`).join('/')}`;
        assert.deepEqual(routed([`GET ${pattern}`], 'GET', `/${segments.join('/')}`), [
          pattern,
          Object.fromEntries(segments.map((part, index) => [`p${index}`, part])),
        ]);
      }),
    );
  });
});
