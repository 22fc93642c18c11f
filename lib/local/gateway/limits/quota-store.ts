import { Sqlite } from '../../sqlite.ts';

/** Counts requests against quotas, in a file that survives a `kill -9`. */
export interface QuotaStore {
  /** Counts one request, unless the limit is reached; answers whether it was counted. */
  count(use: QuotaUse): boolean;
  close(): void;
}

export interface QuotaUse {
  readonly planId: string;
  readonly keyId: string;
  /** First day of the period. */
  readonly since: string;
  /** Requests in the period. */
  readonly limit: number;
}

export function openQuotaStore(file: string): QuotaStore {
  // Only a machine that loses power may forget the last requests.
  const database = new Sqlite({ path: file, schema, fastWrites: true });
  // One statement decides and counts. A row of an earlier period starts anew; a later one is left to its time.
  const countOne = database.prepare(`
    INSERT INTO quota_use (plan_id, key_id, since, used)
    SELECT :planId, :keyId, :since, 1 WHERE :limit >= 1
    ON CONFLICT (plan_id, key_id) DO UPDATE SET
      used = CASE WHEN since = excluded.since THEN used + 1 ELSE 1 END,
      since = excluded.since
    WHERE since <> excluded.since OR used < :limit
  `);
  return {
    count: ({ planId, keyId, since, limit }) => countOne.run({ planId, keyId, since, limit }).changes === 1,
    close: () => database.close(),
  };
}

const schema = `
  CREATE TABLE IF NOT EXISTS quota_use (
    plan_id TEXT NOT NULL,
    key_id TEXT NOT NULL,
    since TEXT NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (plan_id, key_id)
  ) STRICT
`;
