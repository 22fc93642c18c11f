import type { Sqlite } from '../sqlite.ts';

/** What became of a secret since it was made. Times are milliseconds since the epoch. */
export interface SecretState {
  /** By `CreateSecret`, not by a template. */
  readonly madeByApi: boolean;
  /** When it is forgotten; undefined for a secret that is not to be deleted. */
  readonly deletesAtMillis: number | undefined;
  readonly accessedAtMillis: number | undefined;
  /** JSON text of its resource policy. */
  readonly policy: string | undefined;
}

const FRESH: SecretState = {
  madeByApi: false,
  deletesAtMillis: undefined,
  accessedAtMillis: undefined,
  policy: undefined,
};

/** Only this file sees their rows. */
export class SecretStates {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    this.#database = database;
  }

  of(arn: string): SecretState {
    const row = this.#database.prepare('SELECT * FROM secret_states WHERE arn = ?').get(arn);
    if (row === undefined) return FRESH;
    const { made_by_api, deletes_at, accessed_at, policy } = row as unknown as StateRow;
    return {
      madeByApi: made_by_api === 1,
      deletesAtMillis: deletes_at ?? undefined,
      accessedAtMillis: accessed_at ?? undefined,
      policy: policy ?? undefined,
    };
  }

  /** ARNs of the secrets whose recovery window is over. */
  due(nowMillis: number): readonly string[] {
    const rows = this.#database.prepare('SELECT arn FROM secret_states WHERE deletes_at <= ?').all(nowMillis);
    return rows.map(({ arn }) => String(arn));
  }

  set(arn: string, change: Partial<SecretState>): void {
    const state = { ...this.of(arn), ...change };
    this.#database
      .prepare(
        `INSERT INTO secret_states (arn, made_by_api, deletes_at, accessed_at, policy) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (arn) DO UPDATE SET deletes_at = excluded.deletes_at, accessed_at = excluded.accessed_at,
           policy = excluded.policy`,
      )
      .run(
        arn,
        state.madeByApi ? 1 : 0,
        state.deletesAtMillis ?? null,
        state.accessedAtMillis ?? null,
        state.policy ?? null,
      );
  }
}

/** The row of a STRICT table. */
interface StateRow {
  readonly made_by_api: number;
  readonly deletes_at: number | null;
  readonly accessed_at: number | null;
  readonly policy: string | null;
}
