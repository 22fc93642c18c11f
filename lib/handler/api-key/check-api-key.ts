import type { PresentedRequest } from '../authorizer/presented-request.ts';
import type { Caller, Refused } from '../authorizer/scheme.ts';
import { refusalOf } from '../http-auth/credential-terms.ts';
import type { LoadPeppers } from '../pepper/pepper-ring.ts';
import type { ApiKey } from './api-key.ts';
import type { ApiKeyRecord } from './api-key-record.ts';
import { type NoteUse, noteUse } from './note-use.ts';
import { matchesRecord } from './stored-hash.ts';

/** Where keys are kept, and who is told that one was used. */
export interface ApiKeyOptions {
  /** What is kept of the key with this public id. */
  readonly load: (keyId: string) => Promise<ApiKeyRecord | undefined>;
  readonly peppers: LoadPeppers;
  readonly meteringKey: () => Promise<string>;
  /** Writes down that a good key was used, now and then. @default nobody writes it down */
  readonly note?: NoteUse;
  /** @default the system's clock */
  readonly nowSeconds?: () => number;
}

/**
 * Who presents a key, if it is good: issued, not ended, and used from an address and with a method that it is for.
 *
 * @throws Error of the table or the vault
 */
export async function checkApiKey(
  apiKey: ApiKey,
  way: 'apiKey' | 'basic',
  { event }: PresentedRequest,
  { load, peppers, meteringKey, note, nowSeconds = () => Date.now() / 1_000 }: ApiKeyOptions,
): Promise<Caller | Refused> {
  const { keyId } = apiKey;
  const record = await load(keyId);
  const isRight = matchesRecord(apiKey, record, await peppers(record?.pepperVersion));
  if (record === undefined) return { because: 'a key that is not known' };
  if (!isRight) return { because: 'a key that is not the one of its id' };
  const because = refusalOf(record, event, nowSeconds());
  if (because !== undefined) return { because };
  // Beside each other: a note costs the caller no time of its own where the metering key is loaded anyway.
  const [usageIdentifierKey] = await Promise.all([
    meteringKey(),
    note && noteUse(note, { keyId, lastUsedAtSeconds: record.lastUsedAtSeconds, nowSeconds: nowSeconds() }),
  ]);
  const { scopes, roles, client = keyId } = record;
  return { way, subject: keyId, client, scopes, roles, usageIdentifierKey };
}
