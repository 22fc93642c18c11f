import { type DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { N, S } from '../../lambdas/ledger/attributes.ts';
import { accountItem, entryItem, transferItem } from '../../lambdas/ledger/items.ts';
import { accountKey } from '../../lambdas/ledger/keys.ts';
import { newId } from '../../lambdas/ledger/new-id.ts';
import type { Currency, Transfer } from '../../lambdas/schemas.ts';

/** The bank's own account, from which the opening deposits of the example come; nobody signs in as its owner. */
const TREASURY_OWNER = 'portcullis-bank';

export interface Deposit {
  readonly accountId: string;
  /** Minor units. */
  readonly amount: number;
}

/** Opens the bank's treasury and books the deposits from it, double-entry, in one transaction: no money comes of nothing. */
export async function bookOpeningDeposits(options: {
  readonly dynamodb: DynamoDBClient;
  readonly ledgerTable: string;
  readonly currency: Currency;
  /** Minor units that the treasury begins with; what is not deposited stays there. */
  readonly treasury: number;
  readonly deposits: readonly Deposit[];
}): Promise<{ readonly treasuryAccountId: string }> {
  const { dynamodb, ledgerTable: TableName, currency, deposits } = options;
  const bookedAt = new Date().toISOString();
  const treasury = {
    accountId: newId('acc'),
    name: `Treasury ${currency}`,
    currency,
    balance: options.treasury - deposits.reduce((sum, { amount }) => sum + amount, 0),
    status: 'active',
    openedAt: bookedAt,
  } as const;
  const put = (Item: ReturnType<typeof accountItem>) => ({
    Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' },
  });
  const booked = deposits.flatMap(({ accountId, amount }) => {
    const transfer: Transfer = {
      transferId: newId('trf'),
      from: treasury.accountId,
      to: accountId,
      amount,
      currency,
      reference: 'Opening deposit',
      bookedAt,
    };
    const entry = (sum: number, counterparty: string) => ({
      entryId: newId('ent'),
      transferId: transfer.transferId,
      amount: sum,
      currency,
      counterparty,
      reference: 'Opening deposit',
      bookedAt,
    });
    return [
      {
        Update: {
          TableName,
          Key: accountKey(accountId),
          UpdateExpression: 'SET #balance = #balance + :amount',
          ConditionExpression: '#currency = :currency',
          ExpressionAttributeNames: { '#balance': 'balance', '#currency': 'currency' },
          ExpressionAttributeValues: { ':amount': N(amount), ':currency': S(currency) },
        },
      },
      put(transferItem(transfer)),
      put(entryItem(accountId, entry(amount, treasury.accountId))),
      put(entryItem(treasury.accountId, entry(-amount, accountId))),
    ];
  });
  await dynamodb.send(
    new TransactWriteItemsCommand({ TransactItems: [put(accountItem(treasury, TREASURY_OWNER)), ...booked] }),
  );
  return { treasuryAccountId: treasury.accountId };
}
