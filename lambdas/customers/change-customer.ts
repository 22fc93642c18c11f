import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../dynamodb.ts';
import { ifHeld } from '../if-held.ts';
import { atVersion } from '../ledger/at-version.ts';
import { N, S } from '../ledger/attributes.ts';
import { customerKey } from '../ledger/keys.ts';
import { ledgerTable } from '../ledger/table.ts';
import { type StandingCustomer, toStandingCustomer } from './load-customer.ts';

/** What can be changed of a customer's file; what is absent stays. */
export interface CustomerChange {
  readonly name?: string | undefined;
  readonly note?: string | undefined;
}

/** @returns undefined when the file is in another version by now. */
export async function changeCustomer(
  customerId: string,
  change: CustomerChange,
  expectedVersion: number,
  signal: AbortSignal,
): Promise<StandingCustomer | undefined> {
  const set = Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
  const command = new UpdateItemCommand({
    TableName: ledgerTable(),
    Key: customerKey(customerId),
    UpdateExpression: `SET ${set.map(({ name }) => `#${name} = :${name}`).join(', ')} ADD #version :one`,
    ConditionExpression: `attribute_exists(pk) AND ${atVersion(expectedVersion)}`,
    ExpressionAttributeNames: {
      '#version': 'version',
      ...Object.fromEntries(set.map(({ name }) => [`#${name}`, name])),
    },
    ExpressionAttributeValues: {
      ':one': N(1),
      ':expected': N(expectedVersion),
      ...Object.fromEntries(set.map(({ name, value }) => [`:${name}`, S(value)])),
    },
    ReturnValues: 'ALL_NEW',
  });
  const written = await ifHeld(dynamodb.send(command, { abortSignal: signal }));
  return written && toStandingCustomer(written.Attributes ?? {});
}
