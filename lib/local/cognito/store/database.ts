import { join } from 'node:path';
import { Sqlite } from '../../sqlite.ts';
import { schema, schemaVersion } from './schema.ts';
import { upgrade } from './upgrade.ts';

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
 * Opens `<stateFolder>/cognito.sqlite`, mode 0600; what was acknowledged survives `kill -9` and a power cut.
 *
 * @throws when the file was written with tables that these do not contain
 */
export function openDatabase(stateFolder: string, storage: 'file' | 'memory'): Database {
  const path = storage === 'memory' ? ':memory:' : join(stateFolder, 'cognito.sqlite');
  if (storage === 'file') upgrade(path);
  const sqlite = new Sqlite({ path, schema, schemaVersion, secureDelete: true });
  return {
    // The tables are STRICT and each query names its columns: the row is what the caller's SQL says.
    one: <Row extends object>(sql: string, ...values: Value[]) => sqlite.prepare(sql).get(...values) as Row | undefined,
    all: <Row extends object>(sql: string, ...values: Value[]) => sqlite.prepare(sql).all(...values) as Row[],
    run: (sql, ...values) => Number(sqlite.prepare(sql).run(...values).changes),
    transaction: (work) => sqlite.write(work),
    close: () => sqlite.close(),
  };
}
