/** The devices of people, and which sign-in came from which. A group key beside a sign-in waits for its device to be confirmed. */
export const deviceTables = `
CREATE TABLE IF NOT EXISTS devices (
  pool TEXT NOT NULL,
  sub TEXT NOT NULL,
  device_key TEXT NOT NULL,
  group_key TEXT NOT NULL,
  name TEXT,
  salt BLOB NOT NULL,
  sealed_verifier BLOB NOT NULL,
  remembered INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  authenticated_at INTEGER NOT NULL,
  PRIMARY KEY (pool, sub, device_key),
  FOREIGN KEY (pool, sub) REFERENCES users ON DELETE CASCADE
) STRICT;

CREATE TABLE IF NOT EXISTS sign_in_devices (
  event_id TEXT PRIMARY KEY REFERENCES sign_ins ON DELETE CASCADE,
  device_key TEXT NOT NULL,
  unconfirmed_group_key TEXT
) STRICT;
`;
