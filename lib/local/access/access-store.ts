import { Sqlite } from '../sqlite.ts';

/** A function and the role it acts in. */
export interface KnownFunction {
  readonly functionArn: string;
  readonly roleArn: string;
  /** Construct path. */
  readonly path: string;
}

/** A statement of a role's identity policies, as it was written. */
export interface KnownStatement {
  readonly roleArn: string;
  readonly policy: string;
  /** Construct path of the resource that holds it; undefined for AWS's own policies. */
  readonly path: string | undefined;
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: { readonly negated: boolean; readonly patterns: readonly string[] };
  readonly resources: { readonly negated: boolean; readonly patterns: readonly string[] };
  readonly conditional: boolean;
}

/** One action on one resource by one function, allowed or refused. */
export interface Use {
  readonly roleArn: string;
  readonly functionArn: string;
  readonly action: string;
  readonly resource: string;
  /** `policy#index` of the statement that allowed it; empty when the policy of the resource did, or nothing. */
  readonly statement: string;
  readonly allowed: boolean;
  readonly count: number;
  readonly lastMillis: number;
}

export const statementId = ({ policy, index }: Pick<KnownStatement, 'policy' | 'index'>): string =>
  `${policy}#${index}`;

/** Everything that is known of one run. */
export interface KnownRun {
  readonly startedMillis: number;
  readonly functions: readonly KnownFunction[];
  readonly statements: readonly KnownStatement[];
  /** Construct path by ARN. */
  readonly paths: ReadonlyMap<string, string>;
  readonly uses: readonly Use[];
}

export const ACCESS_FILE = 'access.sqlite';

const schema = `
  CREATE TABLE IF NOT EXISTS run (started_millis INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS known (kind TEXT NOT NULL, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS uses (
    role_arn TEXT NOT NULL, function_arn TEXT NOT NULL, action TEXT NOT NULL, resource TEXT NOT NULL,
    statement TEXT NOT NULL, allowed INTEGER NOT NULL, count INTEGER NOT NULL, last_millis INTEGER NOT NULL,
    PRIMARY KEY (role_arn, function_arn, action, resource, statement, allowed)
  ) STRICT, WITHOUT ROWID;
`;

/** What roles may do and did, in `access.sqlite`: written by the local runtime, read by the command line meanwhile and later. */
export class AccessStore {
  readonly #database: Sqlite;

  constructor(path: string) {
    // A count that a power cut takes is counted again by the next run.
    this.#database = new Sqlite({ path, schema, schemaVersion: 1, fastWrites: true });
  }

  /** Forgets the run before. */
  begin(startedMillis: number): void {
    this.#database.write(() => {
      for (const table of ['run', 'known', 'uses']) this.#database.prepare(`DELETE FROM ${table}`).run();
      this.#database.prepare('INSERT INTO run VALUES (?)').run(startedMillis);
    });
  }

  describe({ functions, statements, paths }: Omit<KnownRun, 'startedMillis' | 'uses'>): void {
    const rows = [
      ...functions.map((value) => ['function', value] as const),
      ...statements.map((value) => ['statement', value] as const),
      ...[...paths].map((value) => ['path', value] as const),
    ];
    this.#database.write(() => {
      this.#database.prepare('DELETE FROM known').run();
      const insert = this.#database.prepare('INSERT INTO known VALUES (?, ?)');
      for (const [kind, value] of rows) insert.run(kind, JSON.stringify(value));
    });
  }

  add(uses: readonly Use[]): void {
    this.#database.write(() => {
      const upsert = this.#database.prepare(`
        INSERT INTO uses VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET count = count + excluded.count, last_millis = excluded.last_millis
      `);
      for (const use of uses) {
        const { roleArn, functionArn, action, resource, statement, allowed, count, lastMillis } = use;
        upsert.run(roleArn, functionArn, action, resource, statement, allowed ? 1 : 0, count, lastMillis);
      }
    });
  }

  /** Undefined before the first run. */
  read(): KnownRun | undefined {
    return this.#database.read(() => {
      const run = this.#database.prepare('SELECT started_millis FROM run').get();
      if (run === undefined) return undefined;
      return {
        startedMillis: Number(run['started_millis']),
        // What `describe` wrote.
        functions: this.#known('function') as KnownFunction[],
        statements: this.#known('statement') as KnownStatement[],
        paths: new Map(this.#known('path') as [string, string][]),
        uses: this.#database.prepare('SELECT * FROM uses').all().map(toUse),
      };
    });
  }

  close(): void {
    this.#database.close();
  }

  #known(kind: string): unknown[] {
    const rows = this.#database.prepare('SELECT value FROM known WHERE kind = ? ORDER BY rowid').all(kind);
    return rows.map(({ value }) => JSON.parse(String(value)));
  }
}

const toUse = (row: Readonly<Record<string, unknown>>): Use => ({
  roleArn: String(row['role_arn']),
  functionArn: String(row['function_arn']),
  action: String(row['action']),
  resource: String(row['resource']),
  statement: String(row['statement']),
  allowed: row['allowed'] === 1,
  count: Number(row['count']),
  lastMillis: Number(row['last_millis']),
});
