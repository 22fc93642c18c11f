import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalEnvironment } from '../environment.ts';
import { Sqlite } from '../sqlite.ts';

/** How far a mapping has read one shard. */
export interface Checkpoint {
  /** Sequence number of the last record that is done with; undefined before the first. */
  readonly after: string | undefined;
  /** The shard is closed and read to its end. */
  readonly done: boolean;
}

/** Checkpoints on disk: what a killed runtime had not noted is handed out again. */
export interface CheckpointStore {
  /** Whether the mapping has ever begun to read the stream. */
  isKnown(uuid: string, streamArn: string): boolean;
  /** Notes that it has begun, at these places. */
  begin(uuid: string, streamArn: string, places: ReadonlyMap<string, Checkpoint>): void;
  read(uuid: string, streamArn: string, shardId: string): Checkpoint;
  write(uuid: string, streamArn: string, shardId: string, checkpoint: Checkpoint): void;
  close(): void;
}

const schema = `
  CREATE TABLE IF NOT EXISTS reader (uuid TEXT, streamArn TEXT, PRIMARY KEY (uuid, streamArn)) STRICT;
  CREATE TABLE IF NOT EXISTS checkpoint (
    uuid TEXT NOT NULL,
    streamArn TEXT NOT NULL,
    shardId TEXT NOT NULL,
    after TEXT,
    done INTEGER NOT NULL,
    PRIMARY KEY (uuid, streamArn, shardId)
  ) STRICT;
`;

export const openCheckpointStore = ({ stateFolder }: Pick<LocalEnvironment, 'stateFolder'>): CheckpointStore => {
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  const database = new Sqlite({ path: join(stateFolder, 'event-sources.sqlite'), schema, schemaVersion: 1 });
  const write: CheckpointStore['write'] = (uuid, streamArn, shardId, { after, done }) =>
    void database
      .prepare('INSERT OR REPLACE INTO checkpoint VALUES (?, ?, ?, ?, ?)')
      .run(uuid, streamArn, shardId, after ?? null, done ? 1 : 0);
  return {
    isKnown: (uuid, streamArn) =>
      database.prepare('SELECT 1 FROM reader WHERE uuid = ? AND streamArn = ?').get(uuid, streamArn) !== undefined,
    begin: (uuid, streamArn, places) =>
      database.write(() => {
        database.prepare('INSERT INTO reader VALUES (?, ?)').run(uuid, streamArn);
        for (const [shardId, checkpoint] of places) write(uuid, streamArn, shardId, checkpoint);
      }),
    read(uuid, streamArn, shardId) {
      const row = database
        .prepare('SELECT after, done FROM checkpoint WHERE uuid = ? AND streamArn = ? AND shardId = ?')
        .get(uuid, streamArn, shardId);
      const after = row?.['after'];
      return { after: typeof after === 'string' ? after : undefined, done: row?.['done'] === 1 };
    },
    write,
    close: () => database.close(),
  };
};
