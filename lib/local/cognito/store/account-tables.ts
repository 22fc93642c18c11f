/** What people do with their accounts: codes on their way, deliveries counted, further factors, groups made by the API. */
export const accountTables = `
CREATE TABLE IF NOT EXISTS confirmation_codes (
  pool TEXT NOT NULL,
  holder TEXT NOT NULL,
  purpose TEXT NOT NULL,
  fingerprint BLOB NOT NULL,
  sealed_destination BLOB NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (pool, holder, purpose)
) STRICT;

CREATE TABLE IF NOT EXISTS counted_actions (
  pool TEXT NOT NULL,
  holder TEXT NOT NULL,
  action TEXT NOT NULL,
  times INTEGER NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (pool, holder, action)
) STRICT;

CREATE TABLE IF NOT EXISTS message_factors (
  pool TEXT NOT NULL,
  sub TEXT NOT NULL,
  factor TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  preferred INTEGER NOT NULL,
  PRIMARY KEY (pool, sub, factor),
  FOREIGN KEY (pool, sub) REFERENCES users ON DELETE CASCADE
) STRICT;

CREATE TABLE IF NOT EXISTS own_groups (
  pool TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT,
  precedence INTEGER,
  role_arn TEXT,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  PRIMARY KEY (pool, name)
) STRICT;

CREATE TABLE IF NOT EXISTS refresh_tokens (
  hash BLOB PRIMARY KEY,
  event_id TEXT NOT NULL REFERENCES sign_ins ON DELETE CASCADE,
  retired_at INTEGER
) STRICT;

INSERT OR IGNORE INTO refresh_tokens (hash, event_id) SELECT refresh_token_hash, event_id FROM sign_ins;
`;
