/** `present` is 0 for what an earlier template declared and this one does not. Messages are not kept: topics hold none. */
export const schema = `
  CREATE TABLE IF NOT EXISTS topics (
    arn TEXT PRIMARY KEY,
    attributes TEXT NOT NULL,
    tags TEXT NOT NULL,
    declared INTEGER NOT NULL,
    present INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS subscriptions (
    arn TEXT PRIMARY KEY,
    topic_arn TEXT NOT NULL,
    protocol TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    attributes TEXT NOT NULL,
    confirmed INTEGER NOT NULL,
    token BLOB,
    token_until INTEGER,
    declared INTEGER NOT NULL,
    present INTEGER NOT NULL
  ) STRICT;
`;
