/** Values are sealed by the vault; names, labels, times and policies are not secret. Times are milliseconds. */
export const schema = `
  CREATE TABLE IF NOT EXISTS secrets (
    arn TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    description TEXT,
    kms_key_id TEXT,
    tags TEXT NOT NULL,
    declared BLOB,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS versions (
    arn TEXT NOT NULL REFERENCES secrets (arn),
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (arn, id)
  ) STRICT;

  CREATE TABLE IF NOT EXISTS version_keys (
    arn TEXT NOT NULL REFERENCES secrets (arn),
    id TEXT NOT NULL,
    key_arn TEXT NOT NULL,
    PRIMARY KEY (arn, id)
  ) STRICT;

  CREATE TABLE IF NOT EXISTS stages (
    arn TEXT NOT NULL REFERENCES secrets (arn),
    stage TEXT NOT NULL,
    version_id TEXT NOT NULL,
    PRIMARY KEY (arn, stage)
  ) STRICT;

  CREATE TABLE IF NOT EXISTS secret_states (
    arn TEXT PRIMARY KEY REFERENCES secrets (arn),
    made_by_api INTEGER NOT NULL DEFAULT 0,
    deletes_at INTEGER,
    accessed_at INTEGER,
    policy TEXT
  ) STRICT;

  CREATE TABLE IF NOT EXISTS rotations (
    arn TEXT PRIMARY KEY REFERENCES secrets (arn),
    function_arn TEXT NOT NULL,
    rules TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    declared TEXT,
    rotated_at INTEGER,
    next_at INTEGER,
    token TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    retry_at INTEGER
  ) STRICT;
`;
