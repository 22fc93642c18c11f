import { BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { payeeItem, toPayeeId } from '../../lambdas/payees/payee-item.ts';

/** Registers accounts as payees of a customer before there is a customer to approve it. At most 25. */
export async function registerPayees(options: {
  readonly dynamodb: DynamoDBClient;
  readonly payeeTable: string;
  readonly owner: string;
  readonly payees: readonly { readonly accountId: string; readonly name: string }[];
}): Promise<void> {
  const { dynamodb, payeeTable, owner, payees } = options;
  const addedAt = new Date().toISOString();
  const puts = payees.map(({ accountId, name }) => ({
    PutRequest: { Item: { ...payeeItem({ payeeId: toPayeeId(accountId), accountId, name, addedAt }, owner) } },
  }));
  await dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [payeeTable]: puts } }));
}
