import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { certificatesIn } from '../../lib/local/tls/index.ts';
import { contextOfClients, synthesiseForTests, synthesiseWith } from '../http/assembly.ts';
import { type RunningBank, startBank } from '../http/running-bank.ts';
import { audience, startThirdPartyIssuer, type ThirdPartyIssuer } from './third-party-issuer.ts';

/** Scopes that the third party asks for; the bank lets its issuer give the first only. */
export const askedScopes = 'bank/rates.read bank/accounts.read';

/** A bank that trusts the tokens of an issuer beside its user pool, and that issuer. */
export interface BankWithIssuer {
  readonly bank: RunningBank;
  readonly issuer: ThirdPartyIssuer;
  close(): Promise<void>;
}

export async function startBankWithIssuer(): Promise<BankWithIssuer> {
  const issuer = await startThirdPartyIssuer(askedScopes);
  const trusted = {
    issuer: issuer.issuer,
    jwksUri: `${issuer.issuer}/jwks`,
    algorithms: ['ES256'],
    audiences: [audience],
    grantableScopes: ['bank/rates.read'],
    roles: { claim: 'roles', grantable: ['partner'] },
  };
  const clients = contextOfClients(await synthesiseForTests());
  const assembly = await synthesiseWith({ ...clients, trustedIssuers: JSON.stringify([trusted]) });
  const bank = await startBank(assembly);
  // The bank's functions trust the authority of this machine, which its state folder has only now.
  issuer.certify(certificatesIn(dirname(bank.demo.caFile), Date.now()).server);
  return {
    bank,
    issuer,
    async close() {
      await bank.close();
      await issuer.close();
      rmSync(assembly, { recursive: true, force: true });
    },
  };
}
