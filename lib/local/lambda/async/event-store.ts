import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalEnvironment } from '../../environment.ts';
import { Sqlite } from '../../sqlite.ts';
import { createVault } from '../../vault.ts';

/** An event that waits for its function. */
export interface QueuedEvent {
  readonly requestId: string;
  readonly functionArn: string;
  /** JSON text. */
  readonly payload: string;
  readonly queuedAtMillis: number;
  /** When it is tried next. */
  readonly dueAtMillis: number;
  /** How often the function has failed with it. */
  readonly failures: number;
  /** How often in a row there was no room for it. */
  readonly throttles: number;
}

/** Events on disk: what was added survives a `kill -9` until it is removed. Payloads are sealed. */
export interface EventStore {
  add(event: QueuedEvent): void;
  postpone(event: QueuedEvent): void;
  get(requestId: string): QueuedEvent | undefined;
  /** When the events of a function are due. */
  dueTimes(functionArn: string): readonly Pick<QueuedEvent, 'requestId' | 'dueAtMillis'>[];
  remove(requestId: string): void;
  close(): void;
}

const schema = `
  CREATE TABLE IF NOT EXISTS event (
    requestId TEXT PRIMARY KEY,
    functionArn TEXT NOT NULL,
    payload BLOB NOT NULL,
    queuedAtMillis INTEGER NOT NULL,
    dueAtMillis INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    throttles INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS eventOfFunction ON event (functionArn, dueAtMillis);
`;

/** The database is opened when there is an event, or one of an earlier run: most systems have none. */
export const openEventStore = ({ stateFolder, masterKey }: LocalEnvironment): EventStore => {
  const vault = createVault(masterKey, 'lambda events');
  const path = join(stateFolder, 'lambda-events.sqlite');
  let opened: Sqlite | undefined;
  const database = (): Sqlite => {
    if (opened === undefined) {
      mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
      opened = new Sqlite({ path, schema, secureDelete: true, schemaVersion: 1 });
    }
    return opened;
  };
  return {
    add: ({ requestId, functionArn, payload, queuedAtMillis, dueAtMillis, failures, throttles }) =>
      void database()
        .prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)')
        .run(requestId, functionArn, vault.seal(requestId, payload), queuedAtMillis, dueAtMillis, failures, throttles),
    postpone: ({ requestId, dueAtMillis, failures, throttles }) =>
      void database()
        .prepare('UPDATE event SET dueAtMillis = ?, failures = ?, throttles = ? WHERE requestId = ?')
        .run(dueAtMillis, failures, throttles, requestId),
    get: (requestId) => {
      const row = database().prepare('SELECT * FROM event WHERE requestId = ?').get(requestId);
      // The table is STRICT, and only this file writes to it.
      const found = row as (Omit<QueuedEvent, 'payload'> & { readonly payload: Uint8Array }) | undefined;
      return found && { ...found, payload: vault.open(requestId, found.payload).toString() };
    },
    dueTimes(functionArn) {
      if (opened === undefined && !existsSync(path)) return [];
      return database()
        .prepare('SELECT requestId, dueAtMillis FROM event WHERE functionArn = ? ORDER BY dueAtMillis')
        .all(functionArn)
        .map((row) => ({ requestId: String(row['requestId']), dueAtMillis: Number(row['dueAtMillis']) }));
    },
    remove: (requestId) => void database().prepare('DELETE FROM event WHERE requestId = ?').run(requestId),
    close: () => opened?.close(),
  };
};
