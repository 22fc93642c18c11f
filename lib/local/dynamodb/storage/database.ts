import { chmodSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { schema } from './schema.ts';

export interface DatabaseOptions {
  /** File, or `:memory:`. */
  readonly path: string;
  /** Acknowledge writes before the disk has them: they survive a killed process, but not a power cut. */
  readonly fastWrites: boolean;
}

/** One SQLite database and its prepared statements. Every write is on the disk before it is acknowledged. */
export class Database {
  readonly #sqlite: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #inTransaction = false;

  constructor({ path, fastWrites }: DatabaseOptions) {
    this.#sqlite = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MILLIS });
    if (path !== ':memory:') chmodSync(path, 0o600);
    this.#sqlite.exec('PRAGMA journal_mode = WAL');
    this.#sqlite.exec(`PRAGMA synchronous = ${fastWrites ? 'NORMAL' : 'FULL'}`);
    this.#sqlite.exec(schema);
  }

  /** The statement for a text, prepared once. */
  prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#sqlite.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** Runs an action that writes: all of it stays or, when it throws, none. One writer at a time, nested runs join. */
  write<Result>(action: () => Result): Result {
    if (this.#inTransaction) return action();
    return this.#transact('BEGIN IMMEDIATE', action);
  }

  /** Runs an action that reads one state of the database throughout. */
  read<Result>(action: () => Result): Result {
    if (this.#inTransaction) return action();
    return this.#transact('BEGIN', action);
  }

  close(): void {
    this.#statements.clear();
    this.#sqlite.close();
  }

  #transact<Result>(begin: string, action: () => Result): Result {
    this.prepare(begin).run();
    this.#inTransaction = true;
    try {
      const result = action();
      this.prepare('COMMIT').run();
      return result;
    } catch (error) {
      if (this.#sqlite.isTransaction) this.prepare('ROLLBACK').run();
      throw error;
    } finally {
      this.#inTransaction = false;
    }
  }
}

const BUSY_TIMEOUT_MILLIS = 5000;
