import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { allKeys } from './table.ts';

type Item = Readonly<Record<string, AttributeValue>>;

/** What is kept of an issued key beside its hash. */
export interface KeyFacts {
  readonly keyId: string;
  /** Whom it belongs to; undefined for a client of its own. */
  readonly client: string | undefined;
  /** Who holds it, and what for. */
  readonly name: string;
  readonly purpose: string;
  readonly last4: string;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  readonly allowedCidrs: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly status: 'active' | 'revoked';
  readonly expiresAtSeconds: number;
  readonly createdAtSeconds: number;
  readonly createdBy: string;
  readonly predecessor: string | undefined;
  readonly replacedBy: string | undefined;
  readonly lastUsedAtSeconds: number | undefined;
  readonly revokedAtSeconds: number | undefined;
  readonly revokedBy: string | undefined;
}

/** A key as it is before anything happens to it. */
export type FreshKey = Omit<KeyFacts, 'status' | 'replacedBy' | 'lastUsedAtSeconds' | 'revokedAtSeconds' | 'revokedBy'>;

export const keyOf = (keyId: string) => ({ keyId: { S: keyId } });

/** Where a key stands in the list: by the second it was issued, and no two at one place. */
export const toPlace = ({ createdAtSeconds, keyId }: Pick<KeyFacts, 'createdAtSeconds' | 'keyId'>): string =>
  `${String(createdAtSeconds).padStart(12, '0')}-${keyId}`;

/** @returns the whole key of the index at a place of the list, undefined for what is no place. */
export function indexKeyAt(place: string): Item | undefined {
  const [, keyId] = /^\d{12}-([0-9A-Za-z]{12})$/.exec(place) ?? [];
  return keyId === undefined ? undefined : { ...keyOf(keyId), list: { S: allKeys }, place: { S: place } };
}

/** The item of a key that is being issued. */
export const keyItem = (key: FreshKey, hash: string): Record<string, AttributeValue> => ({
  ...keyOf(key.keyId),
  hash: { S: hash },
  status: { S: 'active' },
  ...(key.client === undefined ? {} : { client: { S: key.client } }),
  name: { S: key.name },
  purpose: { S: key.purpose },
  last4: { S: key.last4 },
  ...set('scopes', key.scopes),
  ...set('roles', key.roles),
  ...set('allowedCidrs', key.allowedCidrs),
  ...set('allowedMethods', key.allowedMethods),
  expiresAtSeconds: { N: String(key.expiresAtSeconds) },
  createdAtSeconds: { N: String(key.createdAtSeconds) },
  createdBy: { S: key.createdBy },
  ...(key.predecessor === undefined ? {} : { predecessor: { S: key.predecessor } }),
  list: { S: allKeys },
  place: { S: toPlace(key) },
});

/** What an item of the table or of the index says. Keys that were issued before they were listed have no name. */
export const toKeyFacts = (item: Item): KeyFacts => ({
  keyId: item['keyId']?.S ?? '',
  client: item['client']?.S,
  name: item['name']?.S ?? 'unnamed',
  purpose: item['purpose']?.S ?? 'not recorded',
  last4: item['last4']?.S ?? '',
  scopes: item['scopes']?.SS ?? [],
  roles: item['roles']?.SS ?? [],
  allowedCidrs: item['allowedCidrs']?.SS ?? [],
  allowedMethods: item['allowedMethods']?.SS ?? [],
  status: item['status']?.S === 'active' ? 'active' : 'revoked',
  expiresAtSeconds: Number(item['expiresAtSeconds']?.N),
  createdAtSeconds: Number(item['createdAtSeconds']?.N),
  createdBy: item['createdBy']?.S ?? '',
  predecessor: item['predecessor']?.S,
  replacedBy: item['replacedBy']?.S,
  lastUsedAtSeconds: integer(item['lastUsedAtSeconds']),
  revokedAtSeconds: integer(item['revokedAtSeconds']),
  revokedBy: item['revokedBy']?.S,
});

/** A set names each member once, and DynamoDB keeps no empty one. */
const set = (name: string, members: readonly string[]) =>
  members.length === 0 ? {} : { [name]: { SS: [...new Set(members)] } };

const integer = (value: AttributeValue | undefined) => (value?.N === undefined ? undefined : Number(value.N));
