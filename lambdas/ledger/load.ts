import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { type Sealed, seal } from '../../lib/handler/index.ts';
import { dynamodb } from '../dynamodb.ts';
import type { Account, Transfer } from '../schemas.ts';
import { type Item, text } from './attributes.ts';
import { keepersOf, ownerOf, readersOf, toAccount, toTransfer, versionOf } from './items.ts';
import { accountKey, type Key, transferKey } from './keys.ts';
import { ledgerTable } from './table.ts';

/** One item as it is now, not as it was a moment ago. */
export async function loadItem(key: Key, signal: AbortSignal): Promise<Item | undefined> {
  const command = new GetItemCommand({ TableName: ledgerTable(), Key: key, ConsistentRead: true });
  return (await dynamodb.send(command, { abortSignal: signal })).Item;
}

/** An account, sealed for its owner and whom the owner has let see it. */
export async function loadAccount(accountId: string, signal: AbortSignal): Promise<Sealed<Account> | undefined> {
  const item = await loadItem(accountKey(accountId), signal);
  return item && seal(keepersOf(item), toAccount(item));
}

/** An account as it stands: which version it is, and who may see it. */
export interface StandingAccount {
  readonly account: Account;
  readonly version: number;
  readonly readers: readonly string[];
}

/** The same with what stands beside it, sealed alike. */
export async function loadStanding(
  accountId: string,
  signal: AbortSignal,
): Promise<Sealed<StandingAccount> | undefined> {
  const item = await loadItem(accountKey(accountId), signal);
  return (
    item && seal(keepersOf(item), { account: toAccount(item), version: versionOf(item), readers: readersOf(item) })
  );
}

/** A transfer, sealed for the owners of the two accounts. */
export async function loadTransfer(transferId: string, signal: AbortSignal): Promise<Sealed<Transfer> | undefined> {
  const item = await loadItem(transferKey(transferId), signal);
  if (item === undefined) return undefined;
  const sides = await Promise.all(['from', 'to'].map((side) => loadItem(accountKey(text(item, side)), signal)));
  return seal(
    sides.flatMap((account) => (account === undefined ? [] : [ownerOf(account)])),
    toTransfer(item),
  );
}
