import { after, before } from 'node:test';
import { type BankWithIssuer, startBankWithIssuer } from '../clients/bank-with-issuer.ts';
import { dpopClients } from '../clients/dpop.ts';
import { testClients } from '../clients/test-clients.ts';

let running: BankWithIssuer | undefined;
before(async () => {
  running = await startBankWithIssuer();
});
after(() => running?.close());

function started(): BankWithIssuer {
  if (running === undefined) throw new Error('the bank runs inside tests only');
  return running;
}

testClients(
  dpopClients(() => started().issuer),
  () => started().bank,
);
