/**
 * Records have one sequence over all streams, which goes on when the newest are gone (AUTOINCREMENT). A shard counts what
 * was ever added to it, to be rolled over in time, and remembers how far it was trimmed.
 */
export const schema = `
  CREATE TABLE IF NOT EXISTS streams (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    table_id INTEGER,
    table_name TEXT NOT NULL,
    label TEXT NOT NULL,
    view_type TEXT NOT NULL,
    key_schema TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER,
    UNIQUE (table_name, label)
  ) STRICT;

  CREATE TABLE IF NOT EXISTS stream_shards (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    stream_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    parent_name TEXT,
    created_at INTEGER NOT NULL,
    closed_at INTEGER,
    first_sequence INTEGER NOT NULL,
    last_sequence INTEGER,
    trimmed_through INTEGER NOT NULL,
    records INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS stream_shards_by_stream ON stream_shards (stream_id, id);

  CREATE TABLE IF NOT EXISTS stream_records (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    shard_id INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    change TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS stream_records_by_shard ON stream_records (shard_id, sequence);
  CREATE INDEX IF NOT EXISTS stream_records_by_age ON stream_records (added_at);
`;
