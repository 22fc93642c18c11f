import { keyOf } from '../../lambdas/api-keys/key-item.ts';
import { accountKey } from '../../lambdas/ledger/keys.ts';
import { openAccountAs } from './bank-client.ts';
import type { DemoFile, DemoUser } from './demo-file.ts';
import { bookOpeningDeposits } from './deposit.ts';
import { type Filling, holds } from './filling.ts';
import { issuePartnerKey } from './issue-partner-key.ts';
import { knownUser } from './known-user.ts';
import type { Recalled } from './recall.ts';
import { registerPayees } from './register-payees.ts';

/** Adds to a bank what it lacks: each part is looked for where it should be, and made when it is not there. */
export async function fillBank(filling: Filling, recalled: Recalled): Promise<Pick<DemoFile, 'users' | 'partner'>> {
  const [alice, bob, olivia] = await Promise.all([
    knownUser(filling, recalled, 'alice', 'customer'),
    knownUser(filling, recalled, 'bob', 'customer'),
    knownUser(filling, recalled, 'olivia', 'operator'),
  ]);
  const [ofAlice, ofBob] = await Promise.all([
    accountsOf(filling, alice, ['Household', 'Savings']),
    accountsOf(filling, bob, ['Everyday']),
  ]);
  const opened = [ofAlice, ofBob].filter(({ areNew }) => areNew).flatMap(({ accounts }) => accounts);
  if (opened.length > 0) await deposit(filling, opened);
  // A payee that a customer removed is not brought back: only a bank that had none, or another account, is given some.
  if (opened.length > 0 || recalled.fault !== undefined) {
    await pays(filling, alice, 'Bob', ofBob.accounts);
    await pays(filling, bob, 'Alice', ofAlice.accounts);
  }
  return {
    users: {
      alice: { ...alice, accounts: ofAlice.accounts },
      bob: { ...bob, accounts: ofBob.accounts },
      olivia: { ...olivia, accounts: [] },
    },
    partner: await partnerOf(filling, recalled.partner),
  };
}

interface Accounts {
  readonly accounts: string[];
  readonly areNew: boolean;
}

/** The accounts that a customer has; without money where they are new. */
async function accountsOf(filling: Filling, user: DemoUser, names: readonly string[]): Promise<Accounts> {
  const { access, cognito, data, identity, added } = filling;
  const { accounts } = user;
  const found = await Promise.all(accounts.map((id) => holds(filling, data.LedgerTableName, accountKey(id))));
  if (found.length === names.length && found.every(Boolean)) return { accounts, areNew: false };
  const currency = 'EUR';
  const opened = await openAccountAs({ ...access, cognito, clientId: identity.CliClientId, user, names, currency });
  added.push(`accounts of ${user.username}`);
  return { accounts: opened, areNew: true };
}

const deposit = ({ dynamodb, data }: Filling, accounts: readonly string[]) =>
  bookOpeningDeposits({
    dynamodb,
    ledgerTable: data.LedgerTableName,
    currency: 'EUR',
    treasury: 100_000_000,
    deposits: accounts.map((accountId) => ({ accountId, amount: 1_000_000 })),
  });

async function pays({ dynamodb, data, added }: Filling, owner: DemoUser, name: string, accounts: readonly string[]) {
  const payees = accounts.map((accountId) => ({ accountId, name }));
  const count = await registerPayees({ dynamodb, payeeTable: data.PayeeTableName, owner: owner.subject, payees });
  if (count > 0) added.push(`${name} as a payee of ${owner.username}`);
}

/** The partner's key; another one where the table knows none of that name. */
async function partnerOf(filling: Filling, known: DemoFile['partner'] | undefined): Promise<DemoFile['partner']> {
  const { dynamodb, secretsManager, data, added } = filling;
  if (known !== undefined && (await holds(filling, data.ApiKeyTableName, keyOf(known.keyId)))) return known;
  added.push("the partner's key");
  return issuePartnerKey({
    dynamodb,
    secretsManager,
    apiKeyTable: data.ApiKeyTableName,
    pepperSecret: data.ApiKeyPepperSecretArn,
    scopes: ['bank/rates.read'],
    roles: ['partner'],
  });
}
