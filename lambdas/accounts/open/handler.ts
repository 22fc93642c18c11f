import { handle, reply } from '../../../lib/handler/index.ts';
import { answers } from '../../idempotency/answers.ts';
import { openNewAccount } from '../../ledger/open-account.ts';
import { openAccount } from './contract.ts';

export const handler = handle(
  openAccount,
  async ({ body, principal, signal, refuse }) => {
    const account = await openNewAccount(principal.subject, body, signal);
    if (account === undefined) throw refuse('too-many-accounts');
    return reply(201, account, { Location: `/accounts/${account.accountId}` });
  },
  { repeats: answers },
);
