import type { JsonObject } from '../../lib/local/json.ts';

/** What is measured: one operation, so many at a time. */
export interface Workload {
  readonly name: string;
  readonly operation: string;
  readonly concurrency: number;
  readonly requests: number;
  input(number: number): JsonObject;
}

export const TABLE = 'bench';
const ITEMS = 2_000;

const keyOf = (number: number): JsonObject => ({ pk: { S: `item ${number % ITEMS}` }, sk: { S: 'a' } });
const itemOf = (number: number): JsonObject => ({
  ...keyOf(number),
  owner: { S: `customer ${number % 97}` },
  amount: { N: `${number}.25` },
  note: { S: 'an item of about two hundred bytes, as accounts and their entries are' },
  tags: { SS: ['one', 'two'] },
  open: { BOOL: true },
});

/** An account and its entry change, a receipt is put: the bank's transfer. Numbers are far apart, so nothing conflicts. */
const transferOf = (number: number): JsonObject => {
  const change = (account: string, by: number): JsonObject => ({
    Update: {
      TableName: TABLE,
      Key: { pk: { S: account }, sk: { S: 'balance' } },
      UpdateExpression: 'SET amount = if_not_exists(amount, :zero) + :by',
      ExpressionAttributeValues: { ':zero': { N: '0' }, ':by': { N: `${by}` } },
    },
  });
  return {
    TransactItems: [
      change(`from ${number % ITEMS}`, -5),
      change(`to ${number % ITEMS}`, 5),
      { Put: { TableName: TABLE, Item: { ...itemOf(number), pk: { S: `receipt ${number}` } } } },
    ],
  };
};

export const workloads: readonly Workload[] = [
  {
    name: 'Put ×16',
    operation: 'PutItem',
    concurrency: 16,
    requests: 3_000,
    input: (number) => ({ TableName: TABLE, Item: itemOf(number) }),
  },
  {
    name: 'Get ×16',
    operation: 'GetItem',
    concurrency: 16,
    requests: 3_000,
    input: (number) => ({ TableName: TABLE, Key: keyOf(number) }),
  },
  {
    name: '3-item transaction ×8',
    operation: 'TransactWriteItems',
    concurrency: 8,
    requests: 1_500,
    input: transferOf,
  },
];
