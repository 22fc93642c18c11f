/** Key material is sealed by the vault; everything else of a key is not secret. Times are milliseconds since the epoch. */
export const schema = `
  CREATE TABLE IF NOT EXISTS keys (
    id TEXT PRIMARY KEY,
    spec TEXT NOT NULL,
    usage TEXT NOT NULL,
    manager TEXT NOT NULL,
    origin TEXT NOT NULL,
    description TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    policy TEXT NOT NULL,
    tags TEXT NOT NULL,
    rotation_days INTEGER,
    rotates_at INTEGER,
    deletes_at INTEGER,
    deletion_days INTEGER,
    created_at INTEGER NOT NULL,
    declared TEXT
  ) STRICT;

  CREATE TABLE IF NOT EXISTS materials (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    key_id TEXT NOT NULL REFERENCES keys (id),
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    rotation TEXT
  ) STRICT;

  CREATE TABLE IF NOT EXISTS aliases (
    name TEXT PRIMARY KEY,
    key_id TEXT NOT NULL REFERENCES keys (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT;
`;

/** To be raised with every change of the tables. */
export const schemaVersion = 1;
