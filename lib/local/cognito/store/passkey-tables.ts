/** Public keys of people, the challenge of a registration under way, and who takes a passkey for both factors. */
export const passkeyTables = `
CREATE TABLE IF NOT EXISTS passkeys (
  pool TEXT NOT NULL,
  credential_id BLOB NOT NULL,
  sub TEXT NOT NULL,
  relying_party TEXT NOT NULL,
  algorithm INTEGER NOT NULL,
  public_key BLOB NOT NULL,
  sign_count INTEGER NOT NULL,
  backup_eligible INTEGER NOT NULL,
  attachment TEXT,
  transports TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (pool, credential_id),
  FOREIGN KEY (pool, sub) REFERENCES users ON DELETE CASCADE
) STRICT;

CREATE TABLE IF NOT EXISTS passkey_registrations (
  pool TEXT NOT NULL,
  sub TEXT NOT NULL,
  client TEXT NOT NULL,
  challenge_hash BLOB NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (pool, sub),
  FOREIGN KEY (pool, sub) REFERENCES users ON DELETE CASCADE
) STRICT;

CREATE TABLE IF NOT EXISTS passkey_factors (
  pool TEXT NOT NULL,
  sub TEXT NOT NULL,
  PRIMARY KEY (pool, sub),
  FOREIGN KEY (pool, sub) REFERENCES users ON DELETE CASCADE
) STRICT;
`;
