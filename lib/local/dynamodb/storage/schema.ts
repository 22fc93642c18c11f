/**
 * The tables of the store. Keys are kept as bytes whose order is the order of the keys; a partition is the digest
 * prefix and the bytes of its partition key, so that a scan meets partitions in an order nobody can rely on.
 * What an item projects into an index is worked out when it is read: an entry only points to its item.
 */
export const schema = `
  CREATE TABLE IF NOT EXISTS tables (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    definition TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS items (
    id INTEGER PRIMARY KEY,
    table_id INTEGER NOT NULL,
    partition BLOB NOT NULL,
    sort BLOB NOT NULL,
    item TEXT NOT NULL,
    expires_at INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS items_by_key ON items (table_id, partition, sort);
  CREATE INDEX IF NOT EXISTS items_expiring ON items (table_id, expires_at) WHERE expires_at IS NOT NULL;
  DROP INDEX IF EXISTS items_by_expiry; -- of earlier versions; it was never used

  CREATE TABLE IF NOT EXISTS indexes (
    id INTEGER PRIMARY KEY,
    table_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    UNIQUE (table_id, name)
  ) STRICT;

  CREATE TABLE IF NOT EXISTS index_entries (
    index_id INTEGER NOT NULL,
    partition BLOB NOT NULL,
    sort BLOB NOT NULL,
    base_partition BLOB NOT NULL,
    base_sort BLOB NOT NULL,
    item_id INTEGER NOT NULL,
    PRIMARY KEY (index_id, partition, sort, base_partition, base_sort)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS transactions (
    token TEXT PRIMARY KEY,
    fingerprint BLOB NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS transactions_by_expiry ON transactions (expires_at);
`;
