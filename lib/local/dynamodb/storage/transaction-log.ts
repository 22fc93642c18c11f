import { hash } from 'node:crypto';
import { isJsonObject, type Json } from '../../json.ts';
import type { Sqlite } from '../../sqlite.ts';
import { limits } from '../limits.ts';

/** Remembers the tokens of transactions for ten minutes, over restarts. Call it inside a write transaction. */
export class TransactionLog {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    this.#database = database;
  }

  /** Whether the token was used: never, for the same request, or for another. */
  recall(token: string, fingerprint: Uint8Array, nowMillis: number): 'new' | 'same' | 'other' {
    this.#database.prepare('DELETE FROM transactions WHERE expires_at <= ?').run(nowMillis);
    const row = this.#database.prepare('SELECT fingerprint FROM transactions WHERE token = ?').get(token);
    if (row === undefined) return 'new';
    // `fingerprint` is BLOB NOT NULL in a STRICT table.
    return Buffer.compare(row['fingerprint'] as Uint8Array, fingerprint) === 0 ? 'same' : 'other';
  }

  remember(token: string, fingerprint: Uint8Array, nowMillis: number): void {
    this.#database
      .prepare('INSERT INTO transactions (token, fingerprint, expires_at) VALUES (?, ?, ?)')
      .run(token, fingerprint, nowMillis + limits.transactionTokenMillis);
  }
}

/** The same for requests that say the same, in whatever order their members stand. */
export const fingerprintOf = (request: Json): Uint8Array => hash('sha256', JSON.stringify(ordered(request)), 'buffer');

const ordered = (value: Json): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isJsonObject(value)) return value;
  return Object.keys(value)
    .sort()
    .map((name) => [name, ordered(value[name] ?? null)]);
};
