import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { payeeItem, toPayeeId } from '../../lambdas/payees/payee-item.ts';

/**
 * Registers accounts as payees of a customer before there is a customer to approve it; one that is registered stays as it
 * is.
 *
 * @returns how many were not registered before
 */
export async function registerPayees(options: {
  readonly dynamodb: DynamoDBClient;
  readonly payeeTable: string;
  readonly owner: string;
  readonly payees: readonly { readonly accountId: string; readonly name: string }[];
}): Promise<number> {
  const { dynamodb, payeeTable, owner, payees } = options;
  const addedAt = new Date().toISOString();
  const registered = await Promise.all(
    payees.map(async ({ accountId, name }) => {
      const Item = payeeItem({ payeeId: toPayeeId(accountId), accountId, name, addedAt }, owner);
      const ConditionExpression = 'attribute_not_exists(accountId)';
      try {
        await dynamodb.send(new PutItemCommand({ TableName: payeeTable, Item: { ...Item }, ConditionExpression }));
        return 1;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 0;
        throw error;
      }
    }),
  );
  return registered.reduce<number>((sum, each) => sum + each, 0);
}
