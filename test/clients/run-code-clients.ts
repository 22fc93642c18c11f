import type { RunningBank } from '../http/running-bank.ts';
import { codeClients } from './code-clients.ts';
import { faultOf, type Outcome } from './run-clients.ts';

/** What openid-client does with codes by PKCE, and what those do who want them, one after the other. */
export async function* runCodeClients(bank: RunningBank): AsyncGenerator<Outcome> {
  const facts = await codeClients.prepare(bank);
  try {
    for (const { name, visit } of codeClients.visits) {
      yield { kind: 'visit', name, fault: await faultOf(() => visit(facts)) };
    }
    for (const { name, attack } of codeClients.attacks) {
      yield { kind: 'attack', name: `code: ${name}`, fault: await faultOf(() => attack(facts)) };
    }
  } finally {
    facts.close();
  }
}
