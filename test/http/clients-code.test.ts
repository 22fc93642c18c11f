import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { codeClients } from '../clients/code-clients.ts';
import { bankForTests } from './running-bank.ts';

const bank = bankForTests();

describe('openid-client with a code by PKCE', () => {
  let facts: Awaited<ReturnType<typeof codeClients.prepare>> | undefined;
  before(async () => {
    facts = await codeClients.prepare(bank());
  });
  after(() => facts?.close());
  const prepared = () => {
    if (facts === undefined) throw new Error('nobody has signed in');
    return facts;
  };

  for (const { name, visit } of codeClients.visits) it(`lets in ${name}`, () => visit(prepared()));
  for (const { name, attack } of codeClients.attacks) it(`refuses ${name}`, () => attack(prepared()));
  it('is attacked in at least twelve ways', () => assert.ok(codeClients.attacks.length >= 12));
});
