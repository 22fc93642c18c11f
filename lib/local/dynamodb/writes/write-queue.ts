import type { Sqlite } from '../../sqlite.ts';

interface Waiting {
  /** Writes, and says how to answer once the writes are on the disk. */
  perform(): () => void;
  fail(error: unknown): void;
}

/**
 * Writes that arrive in one turn of the event loop share one commit, and so one wait for the disk. Each is all or nothing
 * for itself, sees those before it, and is answered only after the commit. Nothing is left open between two turns, so
 * whoever reads sees committed items only.
 */
export class WriteQueue {
  readonly #database: Sqlite;
  #waiting: Waiting[] = [];

  constructor(database: Sqlite) {
    this.#database = database;
  }

  /** Runs the action inside a write transaction, after this turn. */
  run<Result>(action: () => Result): Promise<Result> {
    if (this.#waiting.length === 0) setImmediate(() => this.flush());
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        perform: () => {
          const result = action();
          return () => resolve(result);
        },
        fail: reject,
      });
    });
  }

  /** Does now what waits. */
  flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length === 0) return;
    try {
      const answers = this.#database.write(() => waiting.map((each) => this.#performOne(each)));
      for (const answer of answers) answer();
    } catch (error) {
      // Nothing was kept: not even what had been done before the failure.
      for (const { fail } of waiting) fail(error);
    }
  }

  #performOne({ perform, fail }: Waiting): () => void {
    this.#database.prepare('SAVEPOINT request').run();
    try {
      const answer = perform();
      this.#database.prepare('RELEASE request').run();
      return answer;
    } catch (error) {
      this.#database.prepare('ROLLBACK TO request').run();
      this.#database.prepare('RELEASE request').run();
      return () => fail(error);
    }
  }
}
