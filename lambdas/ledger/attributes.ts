import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Item = Readonly<Record<string, AttributeValue>>;

/** @throws Error naming the attribute when the item lacks that text: the ledger is not what this code wrote. */
export function text(item: Item, name: string): string {
  const value = item[name]?.S;
  if (value === undefined) throw new Error(`an item of the ledger lacks '${name}'`);
  return value;
}

/** @throws Error naming the attribute when the item lacks that integer. */
export function integer(item: Item, name: string): number {
  const value = Number(item[name]?.N);
  if (!Number.isSafeInteger(value)) throw new Error(`an item of the ledger lacks the integer '${name}'`);
  return value;
}

/** One of the values that the attribute can have. @throws Error naming the attribute otherwise. */
export function oneOf<const Value extends string>(item: Item, name: string, values: readonly Value[]): Value {
  const value = values.find((each) => each === item[name]?.S);
  if (value === undefined) throw new Error(`an item of the ledger has an unknown '${name}'`);
  return value;
}

export const S = (value: string): AttributeValue.SMember => ({ S: value });
export const N = (value: number): AttributeValue.NMember => ({ N: String(value) });
