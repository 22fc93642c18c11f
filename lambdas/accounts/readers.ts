import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../dynamodb.ts';
import { ifHeld } from '../if-held.ts';
import { N, S } from '../ledger/attributes.ts';
import { accountKey } from '../ledger/keys.ts';
import { ledgerTable } from '../ledger/table.ts';

/** Customers who may see one account of somebody else. */
const mostReaders = 10;

/**
 * Lets a customer see an account, if it still is of this owner. Doing it again changes nothing.
 *
 * @returns false when the account has as many readers as the bank allows.
 */
export const addReader = (accountId: string, owner: string, reader: string, signal: AbortSignal): Promise<boolean> =>
  update(accountId, owner, reader, signal, {
    UpdateExpression: 'ADD #readers :readers',
    ConditionExpression:
      '#owner = :owner AND (attribute_not_exists(#readers) OR contains(#readers, :reader) OR size(#readers) < :most)',
    values: { ':reader': S(reader), ':most': N(mostReaders) },
  });

/** Lets a customer no longer see an account, if it still is of this owner. */
export const removeReader = (accountId: string, owner: string, reader: string, signal: AbortSignal): Promise<boolean> =>
  update(accountId, owner, reader, signal, {
    UpdateExpression: 'DELETE #readers :readers',
    ConditionExpression: '#owner = :owner',
    values: {},
  });

interface Change {
  readonly UpdateExpression: string;
  readonly ConditionExpression: string;
  readonly values: Readonly<Record<string, ReturnType<typeof S> | ReturnType<typeof N>>>;
}

async function update(
  accountId: string,
  owner: string,
  reader: string,
  signal: AbortSignal,
  { values, ...expressions }: Change,
): Promise<boolean> {
  const command = new UpdateItemCommand({
    TableName: ledgerTable(),
    Key: accountKey(accountId),
    ...expressions,
    ExpressionAttributeNames: { '#readers': 'readers', '#owner': 'owner' },
    ExpressionAttributeValues: { ...values, ':owner': S(owner), ':readers': { SS: [reader] } },
  });
  return (await ifHeld(dynamodb.send(command, { abortSignal: signal }))) !== undefined;
}
