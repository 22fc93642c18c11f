import { GetItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type Sealed, seal } from '../../lib/handler/index.ts';
import { dynamodb } from '../dynamodb.ts';
import type { Approval } from '../otp/approval.ts';
import type { Payee } from '../schemas.ts';
import { toPayee } from './payee-item.ts';
import { payeeKey, payeeTable } from './table.ts';

/** The payee that a customer has registered for an account, sealed for the customer. */
export async function loadPayee(
  owner: string,
  accountId: string,
  signal: AbortSignal,
): Promise<Sealed<Payee> | undefined> {
  const command = new GetItemCommand({
    TableName: payeeTable(),
    Key: payeeKey(owner, accountId),
    ConsistentRead: true,
  });
  const { Item: item } = await dynamodb.send(command, { abortSignal: signal });
  return item && seal(owner, toPayee(item));
}

/** That the customer has registered the payee, and has not removed it when the transaction is done. */
export const byRegistration = (owner: string, accountId: string): Approval => ({
  conditions: [isRegistered(owner, accountId)],
  holds: async (signal) => (await loadPayee(owner, accountId, signal)) !== undefined,
});

const isRegistered = (owner: string, accountId: string): TransactWriteItem => ({
  ConditionCheck: {
    TableName: payeeTable(),
    Key: payeeKey(owner, accountId),
    ConditionExpression: 'attribute_exists(accountId)',
  },
});
