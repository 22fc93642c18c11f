import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { LocalEnvironment } from '../environment.ts';
import { Sqlite } from '../sqlite.ts';
import { createVault } from '../vault.ts';
import type { KeptMessage, OutboxService, OutgoingMessage } from './outbox-service.ts';

export interface OutboxOptions {
  readonly environment: Pick<LocalEnvironment, 'stateFolder' | 'masterKey' | 'now'>;
  /** Keep everything in memory and nothing after the end. @default false */
  readonly memory?: boolean;
  /** How many messages are kept; older ones go. @default 10,000 */
  readonly capacity?: number;
}

/** Where the messages of a state folder lie, below its services. */
export const OUTBOX_FILE = 'outbox.sqlite';

const CAPACITY = 10_000;
const DEFAULT_LIMIT = 100;

/** Messages hold one-time codes and names: all of one is sealed, and its recipient is found by a fingerprint. */
const schema = `
  CREATE TABLE IF NOT EXISTS messages (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    recipient BLOB NOT NULL,
    sealed BLOB NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS messages_by_recipient ON messages (recipient, position);
`;

/** The outbox over `outbox.sqlite` in the state folder, sealed under the master key. It has no way to send anything. */
export function createOutbox({ environment, memory = false, capacity = CAPACITY }: OutboxOptions): OutboxService {
  const path = memory ? ':memory:' : join(environment.stateFolder, OUTBOX_FILE);
  const database = new Sqlite({ path, schema, schemaVersion: 1, secureDelete: true });
  const vault = createVault(environment.masterKey, 'portcullis outbox');
  // Mail addresses are looked for in either case.
  const recipientOf = (to: string) => vault.fingerprint(to.toLowerCase());
  const unseal = ({ id, sealed }: Row): KeptMessage => ({
    subject: undefined,
    html: undefined,
    ...(JSON.parse(vault.open(id, sealed).toString('utf8')) as Sealed), // sealed by post() only
    messageId: id,
  });

  return {
    post(message) {
      const kept = { ...picked(message), sentAtMillis: environment.now() };
      const messageId = randomUUID();
      database.write(() => {
        const { lastInsertRowid } = database
          .prepare('INSERT INTO messages (id, recipient, sealed) VALUES (?, ?, ?)')
          .run(messageId, recipientOf(message.to), vault.seal(messageId, JSON.stringify(kept)));
        database.prepare('DELETE FROM messages WHERE position <= ?').run(Number(lastInsertRowid) - capacity);
      });
      return { ...kept, messageId };
    },
    list({ to, limit = DEFAULT_LIMIT } = {}) {
      const rows =
        to === undefined
          ? database.prepare('SELECT id, sealed FROM messages ORDER BY position DESC LIMIT ?').all(limit)
          : database
              .prepare('SELECT id, sealed FROM messages WHERE recipient = ? ORDER BY position DESC LIMIT ?')
              .all(recipientOf(to), limit);
      return (rows as unknown as Row[]).map(unseal); // the columns of a STRICT table
    },
    find(messageId) {
      const row = database.prepare('SELECT id, sealed FROM messages WHERE id = ?').get(messageId);
      return row === undefined ? undefined : unseal(row as unknown as Row); // the columns of a STRICT table
    },
    close: () => database.close(),
  };
}

interface Row {
  readonly id: string;
  readonly sealed: Uint8Array;
}

/** As JSON keeps it: what is undefined is not there. */
type Sealed = Omit<KeptMessage, 'messageId' | 'subject' | 'html'> & {
  readonly subject?: string;
  readonly html?: string;
};

const picked = ({ channel, from, to, subject, text, html, sentBy }: OutgoingMessage): OutgoingMessage => ({
  channel,
  from,
  to,
  subject,
  text,
  html,
  sentBy,
});
