import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Entry, Transfer } from '../schemas.ts';
import { N, S } from './attributes.ts';
import { entryItem, transferItem } from './items.ts';
import { accountKey, requestKey } from './keys.ts';
import { newId } from './new-id.ts';
import { ledgerTable } from './table.ts';
import type { TransferOrder } from './transfer-order.ts';

/** A sum above this could not be told exactly in JSON. */
const highestBalance = Number.MAX_SAFE_INTEGER;
/** Repeating a request is recognised for a week. */
const requestLifeSeconds = 7 * 24 * 3_600;

/**
 * Everything one transfer writes, for a single transaction: both balances, an entry on either side, the transfer itself
 * and the request that asked for it. Each condition is one rule of the bank.
 */
export function booking(order: TransferOrder, transfer: Transfer): readonly TransactWriteItem[] {
  const { transferId, from, to, amount, currency, reference, bookedAt } = transfer;
  const entry = (sum: number, counterparty: string): Entry => ({
    entryId: newId('ent'),
    transferId,
    amount: sum,
    currency,
    counterparty,
    ...(reference === undefined ? {} : { reference }),
    bookedAt,
  });
  return [
    debit(order),
    credit(order),
    put(entryItem(from, entry(-amount, to))),
    put(entryItem(to, entry(amount, from))),
  ].concat(put(transferItem(transfer)), put(requestItem(order, transfer)));
}

/** What both sides are asked for. A new balance is a new version of the account: nobody holds the old one for current. */
const names = { '#status': 'status', '#currency': 'currency', '#balance': 'balance', '#version': 'version' };

const debit = ({ from, sender, amount, currency }: TransferOrder): TransactWriteItem => ({
  Update: {
    TableName: ledgerTable(),
    Key: accountKey(from),
    UpdateExpression: 'SET #balance = #balance - :amount ADD #version :one',
    ConditionExpression: '#owner = :sender AND #status = :active AND #currency = :currency AND #balance >= :amount',
    ExpressionAttributeNames: { ...names, '#owner': 'owner' },
    ExpressionAttributeValues: {
      ':amount': N(amount),
      ':one': N(1),
      ':sender': S(sender),
      ':active': S('active'),
      ':currency': S(currency),
    },
  },
});

const credit = ({ to, amount, currency }: TransferOrder): TransactWriteItem => ({
  Update: {
    TableName: ledgerTable(),
    Key: accountKey(to),
    UpdateExpression: 'SET #balance = #balance + :amount ADD #version :one',
    ConditionExpression: '#status = :active AND #currency = :currency AND #balance <= :ceiling',
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: {
      ':amount': N(amount),
      ':one': N(1),
      ':active': S('active'),
      ':currency': S(currency),
      ':ceiling': N(highestBalance - amount),
    },
  },
});

const requestItem = ({ sender, idempotencyKey, fingerprint }: TransferOrder, { transferId, bookedAt }: Transfer) => ({
  ...requestKey(sender, idempotencyKey),
  fingerprint: S(fingerprint),
  transferId: S(transferId),
  expiresAt: N(Math.floor(Date.parse(bookedAt) / 1_000) + requestLifeSeconds),
});

const put = (item: ReturnType<typeof requestItem> | ReturnType<typeof entryItem>): TransactWriteItem => ({
  Put: { TableName: ledgerTable(), Item: item, ConditionExpression: 'attribute_not_exists(pk)' },
});
