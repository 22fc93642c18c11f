import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { schema, schemaVersion } from './schema.ts';

export type Value = string | number | bigint | Uint8Array | null;

/** The state of every user pool. All calls are synchronous, so that a check and the write it allows cannot be parted. */
export interface Database {
  one<Row extends object>(sql: string, ...values: Value[]): Row | undefined;
  all<Row extends object>(sql: string, ...values: Value[]): Row[];
  /** @returns how many rows changed */
  run(sql: string, ...values: Value[]): number;
  /** Everything or nothing. May be called inside another. */
  transaction<Result>(work: () => Result): Result;
  close(): void;
}

/**
 * Opens `<stateFolder>/cognito.sqlite`, mode 0600. Write-ahead log and `synchronous=FULL`: what was acknowledged
 * survives `kill -9` and a power cut.
 *
 * @throws when the file was written with other tables than these
 */
export function openDatabase(stateFolder: string, storage: 'file' | 'memory'): Database {
  const connection = new DatabaseSync(storage === 'memory' ? ':memory:' : privateFile(stateFolder), {
    enableForeignKeyConstraints: true,
    timeout: 5_000,
  });
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
  createTables(connection);

  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = connection.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };

  return {
    // The tables are STRICT and each query names its columns: the row is what the caller's SQL says.
    one: <Row extends object>(sql: string, ...values: Value[]) => prepare(sql).get(...values) as Row | undefined,
    all: <Row extends object>(sql: string, ...values: Value[]) => prepare(sql).all(...values) as Row[],
    run: (sql, ...values) => Number(prepare(sql).run(...values).changes),
    transaction(work) {
      if (connection.isTransaction) return work();
      connection.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        connection.exec('COMMIT');
        return result;
      } catch (error) {
        connection.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => connection.close(),
  };
}

function createTables(connection: DatabaseSync): void {
  const version = connection.prepare('PRAGMA user_version').get()?.['user_version'];
  if (version !== 0 && version !== schemaVersion) {
    throw new Error(`the user pools were kept by another version of Portcullis (${version}): start with --fresh`);
  }
  connection.exec(`${schema}; PRAGMA user_version = ${schemaVersion};`);
}

/** SQLite gives its log files the mode of the database file, so that must be right before SQLite first sees it. */
function privateFile(stateFolder: string): string {
  const path = join(stateFolder, 'cognito.sqlite');
  closeSync(openSync(path, 'a', 0o600));
  return path;
}
