import type { JsonObject } from '../../../../lib/local/json.ts';
import type { Engine } from '../engines/engine.ts';

const WRITERS = 8;
const ACCOUNTS = 24;

/** One transfer: both sides and a receipt, all or nothing. */
export interface Transfer {
  readonly number: number;
  readonly from: string;
  readonly to: string;
  readonly amount: number;
}

const transferOf = (number: number): Transfer => ({
  number,
  from: `account ${number % ACCOUNTS}`,
  to: `account ${(number * 7 + 1) % ACCOUNTS}`,
  amount: (number % 9) + 1,
});

export interface Writers {
  /** Those whose answer arrived. */
  readonly acknowledged: readonly Transfer[];
  /** How many were sent, answered or not. */
  readonly sent: number;
  readonly conflicts: number;
  /** Settles when no writer reaches the server any more, or each has done its part. */
  readonly done: Promise<unknown>;
}

/** Sends transfers, several at a time, until the server is gone or `enough` were acknowledged. */
export const startWriters = (engine: Engine, first: number, enough: number): Writers => {
  const acknowledged: Transfer[] = [];
  let [next, conflicts] = [first, 0];
  const write = async (): Promise<void> => {
    while (acknowledged.length < enough) {
      const transfer = transferOf(next);
      next += 1;
      if (transfer.from === transfer.to) continue;
      for (;;) {
        const answer = await engine.call('TransactWriteItems', { TransactItems: elementsOf(transfer) });
        if (answer.ok) break;
        if (!answer.message.includes('TransactionConflict')) throw new Error(answer.message);
        conflicts += 1;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
      }
      acknowledged.push(transfer);
    }
  };
  const done = Promise.allSettled(Array.from({ length: WRITERS }, write));
  return {
    acknowledged,
    done,
    get sent() {
      return next - first;
    },
    get conflicts() {
      return conflicts;
    },
  };
};

const elementsOf = ({ number, from, to, amount }: Transfer): readonly JsonObject[] => {
  const side = (account: string, change: number): JsonObject => ({
    Update: {
      TableName: 'ledger',
      Key: { pk: { S: account }, sk: { S: 'balance' } },
      UpdateExpression: 'ADD amount :change',
      ExpressionAttributeValues: { ':change': { N: String(change) } },
    },
  });
  const receipt: JsonObject = {
    Put: {
      TableName: 'ledger',
      Item: {
        pk: { S: 'receipts' },
        sk: { S: `${number}` },
        from: { S: from },
        to: { S: to },
        moved: { N: `${amount}` },
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
  return [side(from, -amount), receipt, side(to, amount)];
};
