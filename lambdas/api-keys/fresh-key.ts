import { generateApiKey, storedHash } from '../../lib/handler/index.ts';
import type { Act } from '../issued/act.ts';
import { type FreshKey, type KeyFacts, keyItem, toKeyFacts } from './key-item.ts';
import { peppers } from './peppers.ts';

/** What is fixed of a key before it has an id. */
export type KeyTerms = Omit<FreshKey, 'keyId' | 'last4' | 'createdAtSeconds' | 'createdBy'>;

export interface Issued {
  /** Shown once. */
  readonly key: string;
  readonly facts: KeyFacts;
}

/** A new key with these terms, and the item that is to be kept of it. */
export async function freshKey(terms: KeyTerms, { by, nowSeconds }: Act) {
  const apiKey = generateApiKey('live');
  const { key, keyId } = apiKey;
  const facts: FreshKey = { ...terms, keyId, last4: key.slice(-4), createdAtSeconds: nowSeconds, createdBy: by };
  const item = keyItem(facts, storedHash(apiKey, await peppers()));
  return { issued: { key, facts: toKeyFacts(item) } satisfies Issued, item };
}
