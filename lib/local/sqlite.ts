import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

export interface SqliteOptions {
  /** File, made with mode 0600 when missing, or `:memory:`. */
  readonly path: string;
  /** `CREATE TABLE IF NOT EXISTS …`; tables should be STRICT, so that what is read has the type that was declared. */
  readonly schema: string;
  /** Acknowledge a write before the disk has it: a power cut may lose it, a killed process does not. @default false */
  readonly fastWrites?: boolean;
  /** Overwrite what is deleted, for tables of credentials. @default false */
  readonly secureDelete?: boolean;
  /** To be raised with every change of the tables: other ones are refused, not misread. @default 0: any are taken */
  readonly schemaVersion?: number;
}

/** One SQLite database, its prepared statements and its transactions. What was acknowledged survives `kill -9`. */
export class Sqlite {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** @throws Error when the file was written with the tables of another version */
  constructor({ path, schema, fastWrites = false, secureDelete = false, schemaVersion = 0 }: SqliteOptions) {
    // SQLite gives its log files the mode of the database file, so that must be right before SQLite first sees it.
    if (path !== ':memory:') closeSync(openSync(path, 'a', 0o600));
    this.#connection = openConnection(path);
    this.#connection.exec('PRAGMA journal_mode = WAL');
    this.#connection.exec(`PRAGMA synchronous = ${fastWrites ? 'NORMAL' : 'FULL'}`);
    this.#connection.exec(`PRAGMA secure_delete = ${secureDelete ? 'ON' : 'OFF'}`);
    if (schemaVersion !== 0) this.#setVersion(path, schemaVersion);
    this.#connection.exec(schema);
  }

  /** The statement for a text, prepared once. */
  prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#connection.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** Runs an action that writes: all of it stays or, when it throws, none. One writer at a time; nested runs join. */
  write<Result>(action: () => Result): Result {
    return this.#transact('BEGIN IMMEDIATE', action);
  }

  /** Runs an action that sees one state of the database throughout. */
  read<Result>(action: () => Result): Result {
    return this.#transact('BEGIN', action);
  }

  close(): void {
    this.#statements.clear();
    this.#connection.close();
  }

  #setVersion(path: string, schemaVersion: number): void {
    const version = this.#connection.prepare('PRAGMA user_version').get()?.['user_version'];
    if (version !== 0 && version !== schemaVersion) {
      throw new Error(`${path} was kept by another version of Portcullis (${version}): start with --fresh`);
    }
    this.#connection.exec(`PRAGMA user_version = ${schemaVersion}`);
  }

  #transact<Result>(begin: string, action: () => Result): Result {
    if (this.#connection.isTransaction) return action();
    this.prepare(begin).run();
    try {
      const result = action();
      this.prepare('COMMIT').run();
      return result;
    } catch (error) {
      // A full disk, for one, makes SQLite roll back by itself.
      if (this.#connection.isTransaction) this.prepare('ROLLBACK').run();
      throw error;
    }
  }
}

const BUSY_TIMEOUT_MILLIS = 5000;

/** @throws Error that names the file when it is no database */
export function openConnection(path: string): DatabaseSync {
  const connection = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MILLIS });
  try {
    connection.prepare('PRAGMA schema_version').get();
    return connection;
  } catch (error) {
    connection.close();
    throw new Error(`${path} is damaged (${error instanceof Error ? error.message : error}): start with --fresh`);
  }
}
