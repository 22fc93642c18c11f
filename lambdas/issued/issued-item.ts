import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Item = Readonly<Record<string, AttributeValue>>;

/** For what, from where and until when something issued may be used. */
export interface Terms {
  readonly status: 'active' | 'revoked';
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  readonly allowedCidrs: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly expiresAtSeconds: number;
}

/** What is kept of an API key and of a service credential alike. */
export interface IssuedFacts extends Terms {
  /** Who holds it, and what for. */
  readonly name: string;
  readonly purpose: string;
  readonly createdAtSeconds: number;
  readonly createdBy: string;
  readonly revokedAtSeconds: number | undefined;
  readonly revokedBy: string | undefined;
}

/** What only happens to it later. */
export type Later = 'status' | 'revokedAtSeconds' | 'revokedBy';

/** Attributes of something that is being issued. */
export const issuedItem = (facts: Omit<IssuedFacts, Later>): Record<string, AttributeValue> => ({
  status: { S: 'active' },
  name: { S: facts.name },
  purpose: { S: facts.purpose },
  ...set('scopes', facts.scopes),
  ...set('roles', facts.roles),
  ...set('allowedCidrs', facts.allowedCidrs),
  ...set('allowedMethods', facts.allowedMethods),
  expiresAtSeconds: { N: String(facts.expiresAtSeconds) },
  createdAtSeconds: { N: String(facts.createdAtSeconds) },
  createdBy: { S: facts.createdBy },
});

/**
 * The terms in an item of a table or of its index. Without `allowedCidrs` or `allowedMethods` it is not bound; what else it
 * lacks counts against it.
 */
export const toTerms = (item: Item): Terms => ({
  status: item['status']?.S === 'active' ? 'active' : 'revoked',
  scopes: item['scopes']?.SS ?? [],
  roles: item['roles']?.SS ?? [],
  allowedCidrs: item['allowedCidrs']?.SS ?? [],
  allowedMethods: item['allowedMethods']?.SS ?? [],
  expiresAtSeconds: Number(item['expiresAtSeconds']?.N),
});

/** What such an item says of it. Keys that were issued before they were listed have no name. */
export const toIssuedFacts = (item: Item): IssuedFacts => ({
  ...toTerms(item),
  name: item['name']?.S ?? 'unnamed',
  purpose: item['purpose']?.S ?? 'not recorded',
  createdAtSeconds: Number(item['createdAtSeconds']?.N),
  createdBy: item['createdBy']?.S ?? '',
  revokedAtSeconds: toInteger(item['revokedAtSeconds']),
  revokedBy: item['revokedBy']?.S,
});

export const toInteger = (value: AttributeValue | undefined): number | undefined =>
  value?.N === undefined ? undefined : Number(value.N);

/** A set names each member once, and DynamoDB keeps no empty one. */
const set = (name: string, members: readonly string[]) =>
  members.length === 0 ? {} : { [name]: { SS: [...new Set(members)] } };
