import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod';
import type { FirewallCapacity } from '../../lib/constructs/index.ts';
import { bearer, type Endpoint, endpoint, api as makeApi } from '../../lib/contract/index.ts';
import { bankFirewall } from './bank-firewall.ts';
import { firewallOf, rulesOf } from './firewall-of.ts';

const things = Array.from({ length: 40 }, (_, index) => `collection-${index}`);

/** Five endpoints on each of forty collections, of five lengths of bodies, each with query arguments of its own. */
const largeApi = () => {
  const access = bearer({ scopes: ['large/all'] });
  const common = { summary: 'Do something', access, permission: 'large:all', responses: { 204: null } } as const;
  const path = z.strictObject({ itemId: z.string().regex(/^[0-9a-f]{8}$/) });
  const endpoints = things.flatMap((thing, index): readonly Endpoint[] => {
    const request = { path, body: z.strictObject({ name: z.string().max(9) }) };
    const limits = { bodyBytes: 1_024 * (1 + (index % 5)) };
    const query = z
      .strictObject({
        limit: z.string().regex(/^[1-9]\d?$/),
        since: z.iso.datetime(),
        search: z.string().max(64),
        [`${thing}-state`]: z.enum(['open', 'closed']),
        [`${thing}-mail`]: z.string().regex(/^[a-z.@]{3,64}$/),
      })
      .partial();
    const headers = z.strictObject({ 'x-batch': z.uuid().optional() });
    return [
      endpoint({ ...common, route: `GET /${thing}`, effect: 'reads', request: { query, headers } }),
      endpoint({ ...common, route: `POST /${thing}`, effect: 'changes', request: { body: request.body }, limits }),
      endpoint({ ...common, route: `GET /${thing}/{itemId}`, effect: 'reads', request: { path } }),
      endpoint({ ...common, route: `PUT /${thing}/{itemId}`, effect: 'changes', request, limits }),
      endpoint({ ...common, route: `DELETE /${thing}/{itemId}`, effect: 'changes', request: { path } }),
    ];
  });
  return makeApi({ title: 'Large', version: '1.0.0', endpoints, roles: { user: ['large:all'] } });
};

/** Prints what the rules cost, in their order, those alike in one line. */
function print(test: { diagnostic(text: string): void }, name: string, { units, perRule, ...price }: FirewallCapacity) {
  test.diagnostic(`${name}: ${units} WCU, ${price.usdPerMillionRequests} USD a million more`);
  const kinds = [
    ['managed groups', /^AWS/],
    ['rates and guards', /^Guard|Rate$/],
    ['shapes of parameters', /Shape$/],
    ['confirmations', /Confirmed$/],
    ['own rules against injection', /In(?:Query|Body|Header)$/],
    ['routes, sizes and media types', /./],
  ] as const;
  const of = (rule: string) => kinds.find(([, pattern]) => pattern.test(rule))?.[0];
  for (const [kind, rules] of Map.groupBy(Object.entries(perRule), ([rule]) => of(rule))) {
    const sum = rules.reduce((total, [, each]) => total + each, 0);
    test.diagnostic(`  ${kind}: ${sum} (${rules.map(([rule, each]) => `${rule} ${each}`).join(', ')})`);
  }
}

describe('the capacity of a web ACL', () => {
  it('of the bank fits the base price without rules of our own, and is named with them', (test) => {
    const without = bankFirewall({ detection: 'managed-groups' });
    const whole = bankFirewall();
    test.diagnostic(`bank, managed groups only: ${without.capacity.units} WCU`);
    print(test, 'bank', whole.capacity);
    assert.ok(without.capacity.units <= 1_500);
    assert.equal(without.capacity.usdPerMillionRequests, 0);
    assert.ok(whole.capacity.units <= 3_500);
    assert.ok(whole.capacity.usdPerMillionRequests <= 0.8);
  });

  it('of an API with 200 endpoints fits 5,000 units with everything on', (test) => {
    const api = largeApi();
    assert.equal(api.endpoints.length, 200);
    const { template, capacity } = bankFirewall({ api });
    print(test, '200 endpoints', capacity);
    assert.ok(capacity.units <= 5_000);
    // 83 names, of which one is free text.
    assert.ok((capacity.perRule['QueryShape'] ?? 0) <= 150);
    assert.equal(capacity.perRule['HeaderShape'], 3);
    const { evaluate } = firewallOf(template);
    for (const [index, thing] of things.entries()) {
      const uriPath = `/${thing}/0123abcd`;
      assert.equal(evaluate({ uriPath }).action, 'allow');
      assert.equal(evaluate({ uriPath: `${uriPath}/x` }).seen.terminatingRule, 'UndeclaredRoute');
      assert.equal(evaluate({ uriPath, method: 'POST' }).seen.terminatingRule, 'UndeclaredRoute', String(index));
      const asking = (query: string) => evaluate({ uriPath: `/${thing}`, queryString: query }).seen.terminatingRule;
      assert.equal(asking(`${thing}-mail=a%40b&search=it%27s&since=2026-01-01T00%3A00%3A00Z`), 'Default_Action');
      assert.equal(asking(`limit=1&${thing}-state=%27`), 'QueryShape');
      assert.equal(asking(`${thing}-mail=%3Ca`), 'QueryShape');
    }
  });

  it('leaves room in what AWS allows an account unasked: pattern sets, and headers in answers', (test) => {
    const { template } = bankFirewall();
    const sets = Object.keys(template.findResources('AWS::WAFv2::RegexPatternSet')).length;
    const headers = JSON.stringify(rulesOf(template)).match(/"Name":"[\w-]+","Value":/g)?.length ?? 0;
    test.diagnostic(`bank: ${sets} pattern sets of 10, ${headers} headers in answers of 100`);
    assert.ok(sets > 0 && sets <= 10);
    assert.ok(headers > 0 && headers <= 100);
  });

  it('is what the evaluator counts', () => {
    for (const props of [{}, { detection: 'managed-groups' }, { api: largeApi() }] as const) {
      const { template, capacity } = bankFirewall(props);
      assert.equal(firewallOf(template).capacity, capacity.units);
    }
  });
});
