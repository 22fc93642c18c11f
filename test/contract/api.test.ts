import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod';
import {
  api,
  bearer,
  type EndpointDeclaration,
  endpoint,
  type ProblemTable,
  type Route,
  rolesHolding,
  toProblemCatalogue,
} from '../../lib/contract/index.ts';

const read = (route: Route, problems: ProblemTable = {}) =>
  endpoint<NonNullable<EndpointDeclaration['request']>, { 200: z.ZodType }, ProblemTable>({
    route,
    summary: 'Read',
    access: bearer({ scopes: ['read'] }),
    permission: 'things:read',
    effect: 'reads',
    request: {
      path: z.strictObject(
        Object.fromEntries([...route.matchAll(/\{(\w+)\}/g)].map((match) => [match[1], z.string()])),
      ),
    },
    responses: { 200: z.strictObject({}) },
    problems,
  });

const apiOf = (...endpoints: readonly ReturnType<typeof read>[]) =>
  api({ title: 'T', version: '1.0.0', endpoints, roles: { reader: ['things:read'], admin: ['things:read'] } });

describe('api', () => {
  it('gathers endpoints with different routes', () => {
    assert.equal(apiOf(read('GET /a/{id}'), read('GET /a/{id}/b'), read('GET /a')).endpoints.length, 3);
  });

  it('refuses one route twice, whatever its parameters are called', () => {
    assert.throws(() => apiOf(read('GET /a/{id}'), read('GET /a/{other}')), {
      name: 'ContractError',
      message: "GET /a/{other}: is declared twice (the other is 'GET /a/{id}')",
    });
  });

  it('refuses two names for the parameter of one path', () => {
    assert.throws(() => apiOf(read('GET /a/{id}'), read('GET /a/{other}/b')), /calls a parameter \{other\}/);
  });

  it('refuses a permission that no role holds', () => {
    assert.throws(
      () => api({ title: 'T', version: '1.0.0', endpoints: [read('GET /a')], roles: { reader: [] } }),
      /asks for permission 'things:read', which no role holds/,
    );
  });

  it('refuses a problem code that means two things', () => {
    const table = (title: string) => ({ frozen: { status: 409, title } });
    assert.ok(apiOf(read('GET /a', table('Frozen')), read('GET /b', table('Frozen'))));
    assert.throws(
      () => apiOf(read('GET /a', table('Frozen')), read('GET /b', table('Cold'))),
      /GET \/b: means something else by the problem 'frozen' than 'GET \/a'/,
    );
  });
});

describe('rolesHolding', () => {
  it('lists the roles of a permission by name, and none for one that nobody holds', () => {
    const { roles } = apiOf();
    assert.deepEqual(rolesHolding(roles, 'things:read'), ['admin', 'reader']);
    assert.deepEqual(rolesHolding(roles, 'things:write'), []);
  });
});

describe('toProblemCatalogue', () => {
  const catalogue = toProblemCatalogue(
    apiOf(read('GET /a'), read('GET /a/{id}', { frozen: { status: 409, title: 'F' } })),
  );
  const entry = (code: string) => catalogue.find((each) => each.code === code);

  it('says where each problem is answered', () => {
    assert.deepEqual(entry('frozen'), { code: 'frozen', status: 409, title: 'F', routes: ['GET /a/{id}'] });
    assert.deepEqual(entry('not-found')?.routes, ['GET /a/{id}']);
    assert.deepEqual(entry('unauthenticated')?.routes, ['GET /a', 'GET /a/{id}']);
  });

  it('lists what the gateway answers outside of every route', () => {
    assert.deepEqual(entry('unknown-route')?.routes, []);
  });

  it('is sorted by status, then code, and names each code once', () => {
    const order = catalogue.map(({ status, code }) => `${status} ${code}`);
    assert.deepEqual(order, order.toSorted());
    assert.equal(new Set(order).size, order.length);
  });
});
