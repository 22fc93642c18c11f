/** Values are sealed by the vault; names, labels and times are not secret. */
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

  CREATE TABLE IF NOT EXISTS stages (
    arn TEXT NOT NULL REFERENCES secrets (arn),
    stage TEXT NOT NULL,
    version_id TEXT NOT NULL,
    PRIMARY KEY (arn, stage)
  ) STRICT;
`;
