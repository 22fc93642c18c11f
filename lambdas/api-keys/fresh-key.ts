import { generateApiKey, hashApiKey } from '../../lib/handler/index.ts';
import { type FreshKey, type KeyFacts, keyItem, toKeyFacts } from './key-item.ts';
import { pepper } from './pepper.ts';

/** Who does it, and when. */
export interface Act {
  /** Subject of the operator. */
  readonly by: string;
  /** Whole seconds since 1970. */
  readonly nowSeconds: number;
}

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
  const item = keyItem(facts, hashApiKey(apiKey, await pepper()));
  return { issued: { key, facts: toKeyFacts(item) } satisfies Issued, item };
}
