import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { bankApi } from '../../lambdas/api.ts';
import { bankFirewall } from './bank-firewall.ts';
import { contractRequests } from './contract-requests.ts';
import { firewallOf } from './firewall-of.ts';

const REQUESTS = 10_000;

it(`the bank refuses none of ${REQUESTS} requests that keep its contracts`, () => {
  const { template } = bankFirewall();
  const { evaluate } = firewallOf(template);
  let turn = 0;
  const property = fc.property(contractRequests(bankApi), (request) => {
    turn += 1;
    // Nobody sends so many: each comes from another address.
    const { action, seen } = evaluate({ ...request, clientIp: `10.${turn % 250}.${Math.floor(turn / 250) % 250}.9` });
    assert.equal(action, 'allow', seen.terminatingRule);
  });
  fc.assert(property, { numRuns: REQUESTS, seed: 20_261_122 });
});
