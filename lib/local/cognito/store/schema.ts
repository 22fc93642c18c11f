import { accountTables } from './account-tables.ts';
import { deviceTables } from './device-tables.ts';
import { loginTables } from './login-tables.ts';
import { passkeyTables } from './passkey-tables.ts';

/** To be raised with every change of the tables. */
export const schemaVersion = 5;

/**
 * One table a thing. Pools, clients and resource servers come from the template at every start and stand in no
 * table; here is what people and clients did since. Secrets are hashed where they are only compared, sealed where they
 * must be read again. Times are milliseconds since the epoch.
 */
export const schema = `
CREATE TABLE IF NOT EXISTS first_declarations (
  resource TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS fixed_settings (
  pool TEXT PRIMARY KEY,
  settings TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS signing_keys (
  kid TEXT PRIMARY KEY,
  pool TEXT NOT NULL,
  public_jwk TEXT NOT NULL,
  sealed_private_key BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS client_secrets (
  client TEXT PRIMARY KEY,
  sealed_secret BLOB NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS users (
  pool TEXT NOT NULL,
  sub TEXT NOT NULL,
  username TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  status TEXT NOT NULL,
  attributes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  PRIMARY KEY (pool, sub),
  UNIQUE (pool, username)
) STRICT;

CREATE TABLE IF NOT EXISTS sign_in_names (
  pool TEXT NOT NULL,
  name TEXT NOT NULL,
  sub TEXT NOT NULL,
  PRIMARY KEY (pool, name),
  FOREIGN KEY (pool, sub) REFERENCES users ON DELETE CASCADE
) STRICT;

CREATE TABLE IF NOT EXISTS passwords (
  pool TEXT NOT NULL,
  sub TEXT NOT NULL,
  hash TEXT NOT NULL,
  srp_salt BLOB NOT NULL,
  sealed_srp_verifier BLOB NOT NULL,
  usable_until INTEGER,
  PRIMARY KEY (pool, sub),
  FOREIGN KEY (pool, sub) REFERENCES users ON DELETE CASCADE
) STRICT;

CREATE TABLE IF NOT EXISTS former_passwords (
  id INTEGER PRIMARY KEY,
  pool TEXT NOT NULL,
  sub TEXT NOT NULL,
  hash TEXT NOT NULL,
  FOREIGN KEY (pool, sub) REFERENCES users ON DELETE CASCADE
) STRICT;

CREATE TABLE IF NOT EXISTS software_tokens (
  pool TEXT NOT NULL,
  sub TEXT NOT NULL,
  sealed_secret BLOB NOT NULL,
  last_used_step INTEGER NOT NULL,
  enabled INTEGER NOT NULL,
  preferred INTEGER NOT NULL,
  PRIMARY KEY (pool, sub),
  FOREIGN KEY (pool, sub) REFERENCES users ON DELETE CASCADE
) STRICT;

CREATE TABLE IF NOT EXISTS pending_software_tokens (
  pool TEXT NOT NULL,
  sub TEXT NOT NULL,
  sealed_secret BLOB NOT NULL,
  PRIMARY KEY (pool, sub),
  FOREIGN KEY (pool, sub) REFERENCES users ON DELETE CASCADE
) STRICT;

CREATE TABLE IF NOT EXISTS memberships (
  pool TEXT NOT NULL,
  sub TEXT NOT NULL,
  group_name TEXT NOT NULL,
  PRIMARY KEY (pool, sub, group_name),
  FOREIGN KEY (pool, sub) REFERENCES users ON DELETE CASCADE
) STRICT;

CREATE TABLE IF NOT EXISTS failed_attempts (
  pool TEXT NOT NULL,
  name TEXT NOT NULL,
  failures INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (pool, name)
) STRICT;

CREATE TABLE IF NOT EXISTS challenge_sessions (
  token_hash BLOB PRIMARY KEY,
  pool TEXT NOT NULL,
  sub TEXT,
  expires_at INTEGER NOT NULL,
  used INTEGER NOT NULL,
  sealed_state BLOB NOT NULL,
  FOREIGN KEY (pool, sub) REFERENCES users ON DELETE CASCADE
) STRICT;

CREATE TABLE IF NOT EXISTS sign_ins (
  event_id TEXT PRIMARY KEY,
  pool TEXT NOT NULL,
  client TEXT NOT NULL,
  sub TEXT NOT NULL,
  refresh_token_hash BLOB NOT NULL UNIQUE,
  origin_jti TEXT NOT NULL,
  authenticated_at INTEGER NOT NULL,
  refreshable_until INTEGER NOT NULL,
  revoked INTEGER NOT NULL,
  FOREIGN KEY (pool, sub) REFERENCES users ON DELETE CASCADE
) STRICT;
${loginTables}${accountTables}${deviceTables}${passkeyTables}`;
