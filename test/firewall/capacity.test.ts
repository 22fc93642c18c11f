import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod';
import { bearer, type Endpoint, endpoint, api as makeApi } from '../../lib/contract/index.ts';
import { bankFirewall } from './bank-firewall.ts';
import { firewallOf } from './firewall-of.ts';

const things = Array.from({ length: 40 }, (_, index) => `collection-${index}`);

/** Five endpoints on each of forty collections, of five lengths of bodies. */
const largeApi = () => {
  const access = bearer({ scopes: ['large/all'] });
  const common = { summary: 'Do something', access, permission: 'large:all', responses: { 204: null } } as const;
  const path = z.strictObject({ itemId: z.string().regex(/^[0-9a-f]{8}$/) });
  const endpoints = things.flatMap((thing, index): readonly Endpoint[] => {
    const request = { path, body: z.strictObject({ name: z.string().max(9) }) };
    const limits = { bodyBytes: 1_024 * (1 + (index % 5)) };
    return [
      endpoint({ ...common, route: `GET /${thing}`, effect: 'reads' }),
      endpoint({ ...common, route: `POST /${thing}`, effect: 'changes', request: { body: request.body }, limits }),
      endpoint({ ...common, route: `GET /${thing}/{itemId}`, effect: 'reads', request: { path } }),
      endpoint({ ...common, route: `PUT /${thing}/{itemId}`, effect: 'changes', request, limits }),
      endpoint({ ...common, route: `DELETE /${thing}/{itemId}`, effect: 'changes', request: { path } }),
    ];
  });
  return makeApi({ title: 'Large', version: '1.0.0', endpoints, roles: { user: ['large:all'] } });
};

describe('the capacity of a web ACL', () => {
  it('of the bank fits the base price without rules of our own, and is named with them', (test) => {
    const without = bankFirewall({ detection: 'managed-groups' });
    const whole = bankFirewall();
    test.diagnostic(`bank, managed groups only: ${without.capacity.units} WCU`);
    test.diagnostic(`bank: ${whole.capacity.units} WCU, ${whole.capacity.usdPerMillionRequests} USD a million more`);
    assert.ok(without.capacity.units <= 1_500);
    assert.equal(without.capacity.usdPerMillionRequests, 0);
    assert.ok(whole.capacity.units <= 3_000);
    assert.equal(whole.capacity.usdPerMillionRequests, 0.6);
  });

  it('of an API with 200 endpoints fits 5,000 units with everything on', (test) => {
    const api = largeApi();
    assert.equal(api.endpoints.length, 200);
    const { template, capacity } = bankFirewall({ api });
    test.diagnostic(`200 endpoints: ${capacity.units} WCU, ${capacity.usdPerMillionRequests} USD a million more`);
    test.diagnostic(JSON.stringify(capacity.perRule));
    assert.ok(capacity.units <= 5_000);
    const { evaluate } = firewallOf(template);
    for (const [index, thing] of things.entries()) {
      const uriPath = `/${thing}/0123abcd`;
      assert.equal(evaluate({ uriPath }).action, 'allow');
      assert.equal(evaluate({ uriPath: `${uriPath}/x` }).seen.terminatingRule, 'UndeclaredRoute');
      assert.equal(evaluate({ uriPath, method: 'POST' }).seen.terminatingRule, 'UndeclaredRoute', String(index));
    }
  });

  it('is what the evaluator counts', () => {
    for (const props of [{}, { detection: 'managed-groups' }, { api: largeApi() }] as const) {
      const { template, capacity } = bankFirewall(props);
      assert.equal(firewallOf(template).capacity, capacity.units);
    }
  });
});
