import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/**
 * The one table of the ledger: partition key `pk`, sort key `sk`, time to live `expiresAt`, and the index `byOwner` over
 * `owner` and `sk`.
 *
 * | item        | pk              | sk              | owner                 |
 * | ----------- | --------------- | --------------- | --------------------- |
 * | account     | ACCOUNT#id      | ACCOUNT#id      | `sub` of the customer |
 * | entry       | ACCOUNT#id      | ENTRY#id        |                       |
 * | transfer    | TRANSFER#id     | TRANSFER#id     |                       |
 * | request     | REQUEST#sub#key | REQUEST#sub#key |                       |
 * | customer    | CUSTOMER#sub    | CUSTOMER#sub    | CUSTOMERS             |
 */
export type Key = { readonly pk: AttributeValue.SMember; readonly sk: AttributeValue.SMember };

const key = (pk: string, sk = pk): Key => ({ pk: { S: pk }, sk: { S: sk } });

export const accountKey = (accountId: string): Key => key(`ACCOUNT#${accountId}`);
export const entryKey = (accountId: string, entryId: string): Key => key(`ACCOUNT#${accountId}`, `ENTRY#${entryId}`);
export const transferKey = (transferId: string): Key => key(`TRANSFER#${transferId}`);
export const requestKey = (sender: string, idempotencyKey: string): Key => key(`REQUEST#${sender}#${idempotencyKey}`);
export const customerKey = (customerId: string): Key => key(`CUSTOMER#${customerId}`);

export const byOwner = 'byOwner';
export const sortPrefix = { account: 'ACCOUNT#', entry: 'ENTRY#', customer: 'CUSTOMER#' } as const;
/** Stands as owner of the customers themselves. */
export const customers = 'CUSTOMERS';
