/**
 * `npm run clients [-- scheme ...]`: real clients drive the ways in to a bank of their own, and attack them: curl, the AWS
 * SDK, openid-client, an independent implementation of RFC 9421. Fails when one is refused that should be let in, or let in
 * that should be refused.
 */
import { apiKeyClients } from '../test/clients/api-key.ts';
import { startBankWithIssuer } from '../test/clients/bank-with-issuer.ts';
import { basicClients } from '../test/clients/basic.ts';
import { bearerClients } from '../test/clients/bearer.ts';
import { clientCertificateClients } from '../test/clients/client-certificate.ts';
import { digestClients } from '../test/clients/digest.ts';
import { dpopClients } from '../test/clients/dpop.ts';
import { type Outcome, runClients } from '../test/clients/run-clients.ts';
import { runCodeClients } from '../test/clients/run-code-clients.ts';
import type { SchemeClients } from '../test/clients/scheme-clients.ts';
import { signatureClients } from '../test/clients/signature.ts';
import { type RunningBank, startBank } from '../test/http/running-bank.ts';

/** What the clients of one scheme do to a bank. */
interface Run {
  readonly name: string;
  readonly start: () => Promise<{ readonly outcomes: AsyncGenerator<Outcome>; close(): Promise<void> }>;
}

let shared: Promise<RunningBank> | undefined;

/** Schemes that need nothing of their own share a bank. */
const atSharedBank = <Facts>(
  clients: SchemeClients<Facts>,
  more: (bank: RunningBank) => AsyncGenerator<Outcome> = async function* () {},
): Run => ({
  name: clients.name,
  async start() {
    shared ??= startBank();
    const bank = await shared;
    const outcomes = async function* () {
      yield* runClients(clients, bank);
      yield* more(bank);
    };
    return { outcomes: outcomes(), close: async () => {} };
  },
});

const runs: readonly Run[] = [
  atSharedBank(bearerClients, runCodeClients),
  atSharedBank(apiKeyClients),
  atSharedBank(basicClients),
  atSharedBank(digestClients),
  atSharedBank(signatureClients),
  atSharedBank(clientCertificateClients),
  {
    name: 'dpop',
    async start() {
      const { bank, issuer, close } = await startBankWithIssuer();
      return {
        outcomes: runClients(
          dpopClients(() => issuer),
          bank,
        ),
        close,
      };
    },
  },
];

const names = process.argv.slice(2);
const unknown = names.filter((name) => !runs.some((run) => run.name === name));
if (unknown.length > 0) {
  console.error(`There is no scheme '${unknown[0]}': ${runs.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const table: { scheme: string; 'let in': number; refused: number; wrong: number }[] = [];
try {
  for (const { name, start } of runs.filter((run) => names.length === 0 || names.includes(run.name))) {
    console.log(name);
    const { outcomes, close } = await start();
    const row = { scheme: name, 'let in': 0, refused: 0, wrong: 0 };
    for await (const { kind, name: what, fault } of outcomes) {
      if (fault !== undefined) row.wrong += 1;
      else row[kind === 'visit' ? 'let in' : 'refused'] += 1;
      console.log(`  ${fault === undefined ? '✓' : '✗'} ${kind === 'visit' ? 'let in ' : 'refused'} ${what}`);
      if (fault !== undefined) console.log(`    ${fault}`);
    }
    table.push(row);
    await close();
  }
} finally {
  await (await shared)?.close();
}
console.table(table);
process.exitCode = table.some(({ wrong }) => wrong > 0) ? 1 : 0;
