import { hash } from 'node:crypto';
import { matchesRecord, parseApiKey } from '../../lib/handler/index.ts';
import { loadRecord } from '../api-keys/load-record.ts';
import { peppers } from '../api-keys/peppers.ts';
import { revokeKey } from '../api-keys/revoke-key.ts';
import { nowInSeconds } from '../now-in-seconds.ts';

interface Found {
  readonly token: string;
  readonly type: string;
}

/** Who revokes, as the list of keys shows it. */
const by = 'secret-scanning';

/** Revokes a key that was found in the open. What only looks like one is left alone: its id is no secret. */
export async function judgeLeak({ token, type }: Found, signal: AbortSignal) {
  const told = { token_hash: hash('sha256', token), token_type: type };
  const apiKey = parseApiKey(token);
  const record = apiKey && (await loadRecord(apiKey.keyId));
  if (apiKey === undefined || !matchesRecord(apiKey, record, await peppers(record?.pepperVersion))) {
    return { ...told, label: 'false_positive' as const };
  }
  await revokeKey(apiKey.keyId, { by, nowSeconds: nowInSeconds() }, signal);
  return { ...told, label: 'true_positive' as const };
}
