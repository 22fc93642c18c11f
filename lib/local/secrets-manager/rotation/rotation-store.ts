import type { Sqlite } from '../../sqlite.ts';
import type { RotationRules } from './rotation-rules.ts';

/** How a secret rotates, and how far it has come. Times are milliseconds since the epoch. */
export interface Rotation {
  readonly functionArn: string;
  readonly rules: RotationRules;
  /** Off after `CancelRotateSecret`. */
  readonly enabled: boolean;
  readonly rotatedAtMillis: number | undefined;
  readonly nextAtMillis: number | undefined;
  /** The version that is being made; undefined while nothing is under way. */
  readonly token: string | undefined;
  /** Attempts that failed since the rotation began. */
  readonly failures: number;
  /** When a rotation that failed is tried again; undefined when it is not, before its next time. */
  readonly retryAtMillis: number | undefined;
}

/** Only this file sees their rows. */
export class RotationStore {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    this.#database = database;
  }

  find(arn: string): Rotation | undefined {
    const row = this.#database.prepare('SELECT * FROM rotations WHERE arn = ?').get(arn);
    return row === undefined ? undefined : toRotation(row as unknown as RotationRow);
  }

  save(arn: string, rotation: Rotation): void {
    this.#database
      .prepare(
        `INSERT INTO rotations (arn, function_arn, rules, enabled, rotated_at, next_at, token, failures, retry_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (arn) DO UPDATE SET function_arn = excluded.function_arn, rules = excluded.rules,
           enabled = excluded.enabled, rotated_at = excluded.rotated_at, next_at = excluded.next_at,
           token = excluded.token, failures = excluded.failures, retry_at = excluded.retry_at`,
      )
      .run(
        arn,
        rotation.functionArn,
        JSON.stringify(rotation.rules),
        rotation.enabled ? 1 : 0,
        rotation.rotatedAtMillis ?? null,
        rotation.nextAtMillis ?? null,
        rotation.token ?? null,
        rotation.failures,
        rotation.retryAtMillis ?? null,
      );
  }

  /** One that a template declares rotates only while it does. */
  isDeclared(arn: string): boolean {
    const row = this.#database.prepare('SELECT declared FROM rotations WHERE arn = ?').get(arn);
    return typeof row?.['declared'] === 'string';
  }

  /** Whether the template said another thing, or nothing, when this was called last; remembers what it says now. */
  declaresAnew(arn: string, declared: string): boolean {
    const row = this.#database.prepare('SELECT declared FROM rotations WHERE arn = ?').get(arn);
    this.#database.prepare('UPDATE rotations SET declared = ? WHERE arn = ?').run(declared, arn);
    return row?.['declared'] !== declared;
  }
}

/** The row of a STRICT table. */
interface RotationRow {
  readonly function_arn: string;
  readonly rules: string;
  readonly enabled: number;
  readonly rotated_at: number | null;
  readonly next_at: number | null;
  readonly token: string | null;
  readonly failures: number;
  readonly retry_at: number | null;
}

const toRotation = (row: RotationRow): Rotation => ({
  functionArn: row.function_arn,
  rules: JSON.parse(row.rules) as RotationRules, // written by save() only
  enabled: row.enabled === 1,
  rotatedAtMillis: row.rotated_at ?? undefined,
  nextAtMillis: row.next_at ?? undefined,
  token: row.token ?? undefined,
  failures: row.failures,
  retryAtMillis: row.retry_at ?? undefined,
});
