/**
 * Values are sealed by the vault, those of every type. `present` is 0 for what an earlier template declared and this one
 * does not.
 */
export const schema = `
  CREATE TABLE IF NOT EXISTS parameters (
    name TEXT PRIMARY KEY,
    tier TEXT NOT NULL,
    declared BLOB,
    present INTEGER NOT NULL,
    latest INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS versions (
    name TEXT NOT NULL REFERENCES parameters (name) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    details TEXT NOT NULL,
    PRIMARY KEY (name, version)
  ) STRICT;

  CREATE TABLE IF NOT EXISTS labels (
    name TEXT NOT NULL REFERENCES parameters (name) ON DELETE CASCADE,
    label TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (name, label)
  ) STRICT;

  CREATE TABLE IF NOT EXISTS tags (
    name TEXT NOT NULL REFERENCES parameters (name) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name, key)
  ) STRICT;
`;
