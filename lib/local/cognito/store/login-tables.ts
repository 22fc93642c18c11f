/** What key rotation, the OAuth 2.0 endpoints and the login page remember. Tokens, codes and ids are kept as hashes only. */
export const loginTables = `
CREATE TABLE IF NOT EXISTS retired_signing_keys (
  kid TEXT PRIMARY KEY,
  published_until INTEGER NOT NULL,
  FOREIGN KEY (kid) REFERENCES signing_keys ON DELETE CASCADE
) STRICT;

CREATE TABLE IF NOT EXISTS oauth_grants (
  event_id TEXT PRIMARY KEY,
  scopes TEXT NOT NULL,
  FOREIGN KEY (event_id) REFERENCES sign_ins ON DELETE CASCADE
) STRICT;

CREATE TABLE IF NOT EXISTS authorization_codes (
  code_hash BLOB PRIMARY KEY,
  pool TEXT NOT NULL,
  client TEXT NOT NULL,
  sub TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  uses INTEGER NOT NULL,
  event_id TEXT,
  sealed_grant BLOB NOT NULL,
  FOREIGN KEY (pool, sub) REFERENCES users ON DELETE CASCADE
) STRICT;

CREATE TABLE IF NOT EXISTS login_transactions (
  id_hash BLOB PRIMARY KEY,
  browser_hash BLOB NOT NULL,
  expires_at INTEGER NOT NULL,
  sealed_state BLOB NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS browser_sessions (
  token_hash BLOB PRIMARY KEY,
  pool TEXT NOT NULL,
  sub TEXT NOT NULL,
  authenticated_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  FOREIGN KEY (pool, sub) REFERENCES users ON DELETE CASCADE
) STRICT;
`;
