import { transact } from '../transact.ts';
import { payeeKey, payeeTable } from './table.ts';

/**
 * Removes a payee of this customer; in a transaction, which waits for the transfers that depend on it.
 *
 * @returns false when there is no such payee, or it is somebody else's
 */
export const removePayee = (owner: string, accountId: string, signal: AbortSignal): Promise<boolean> =>
  transact(
    [
      {
        Delete: {
          TableName: payeeTable(),
          Key: payeeKey(owner, accountId),
          ConditionExpression: 'attribute_exists(accountId)',
        },
      },
    ],
    signal,
  );
