import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { StoredHash } from '../../lib/handler/index.ts';
import {
  type IssuedFacts,
  type Item,
  issuedItem,
  type Later,
  toInteger,
  toIssuedFacts,
} from '../issued/issued-item.ts';
import { placeIn } from '../issued/issued-list.ts';
import { keyList } from './table.ts';

/** What is kept of an issued key beside its hash. */
export interface KeyFacts extends IssuedFacts {
  readonly keyId: string;
  /** Whom it belongs to; undefined for a client of its own. */
  readonly client: string | undefined;
  readonly last4: string;
  readonly predecessor: string | undefined;
  readonly replacedBy: string | undefined;
  readonly lastUsedAtSeconds: number | undefined;
}

/** A key as it is before anything happens to it. */
export type FreshKey = Omit<KeyFacts, Later | 'replacedBy' | 'lastUsedAtSeconds'>;

export const keyOf = (keyId: string) => ({ keyId: { S: keyId } });

/** The item of a key that is being issued. */
export const keyItem = (
  key: FreshKey,
  { hash, pepperVersion }: Required<StoredHash>,
): Record<string, AttributeValue> => ({
  ...keyOf(key.keyId),
  ...issuedItem(key),
  hash: { S: hash },
  pepperVersion: { N: String(pepperVersion) },
  ...(key.client === undefined ? {} : { client: { S: key.client } }),
  last4: { S: key.last4 },
  ...(key.predecessor === undefined ? {} : { predecessor: { S: key.predecessor } }),
  ...placeIn(keyList, key.createdAtSeconds, key.keyId),
});

/** What an item of the table or of the index says. */
export const toKeyFacts = (item: Item): KeyFacts => ({
  ...toIssuedFacts(item),
  keyId: item['keyId']?.S ?? '',
  client: item['client']?.S,
  last4: item['last4']?.S ?? '',
  predecessor: item['predecessor']?.S,
  replacedBy: item['replacedBy']?.S,
  lastUsedAtSeconds: toInteger(item['lastUsedAtSeconds']),
});
