import type { Sqlite } from '../sqlite.ts';
import type { Vault } from '../vault.ts';
import type { ParameterTier, ParameterVersion, VersionDetails } from './parameter.ts';

/** Parameters with their versions, labels and tags. Only this file sees rows. */
export class ParameterStore {
  readonly #database: Sqlite;
  readonly #vault: Vault;

  constructor(database: Sqlite, vault: Vault) {
    this.#database = database;
    this.#vault = vault;
    // What a template declared is there when a template declares it again.
    database.prepare('UPDATE parameters SET present = 0 WHERE declared IS NOT NULL').run();
  }

  /** The newest version of every parameter, by name. */
  all(): readonly ParameterVersion[] {
    const rows = this.#database.prepare(`${SELECT} AND version = latest ORDER BY parameters.name`).all();
    return (rows as unknown as VersionRow[]).map(toVersion); // the columns of STRICT tables
  }

  /** Oldest first; empty when there is no such parameter. */
  versions(name: string): readonly ParameterVersion[] {
    const rows = this.#database.prepare(`${SELECT} AND parameters.name = ? ORDER BY version`).all(name);
    return (rows as unknown as VersionRow[]).map(toVersion); // the columns of STRICT tables
  }

  latest(name: string): ParameterVersion | undefined {
    const row = this.#database.prepare(`${SELECT} AND parameters.name = ? AND version = latest`).get(name);
    return row === undefined ? undefined : toVersion(row as unknown as VersionRow); // the columns of STRICT tables
  }

  value({ name, version }: Pick<ParameterVersion, 'name' | 'version'>): string {
    return this.#vault.open(labelOf(name, version), this.sealedValue({ name, version })).toString('utf8');
  }

  /** What is shown of a `SecureString` to whoever does not ask for its decryption. */
  sealedValue({ name, version }: Pick<ParameterVersion, 'name' | 'version'>): Buffer {
    const row = this.#database.prepare('SELECT sealed FROM versions WHERE name = ? AND version = ?').get(name, version);
    return Buffer.from((row as { sealed: Uint8Array }).sealed); // only asked for versions that were found
  }

  /** Adds a version, and the parameter with its first one. */
  add(name: string, tier: ParameterTier, value: string, details: VersionDetails): number {
    this.#database
      .prepare(
        `INSERT INTO parameters (name, tier, present, latest) VALUES (?, ?, 1, 1)
         ON CONFLICT (name) DO UPDATE SET tier = excluded.tier, present = 1, latest = latest + 1`,
      )
      .run(name, tier);
    const version = Number(
      this.#database.prepare('SELECT latest FROM parameters WHERE name = ?').get(name)?.['latest'],
    );
    this.#database
      .prepare('INSERT INTO versions (name, version, sealed, details) VALUES (?, ?, ?, ?)')
      .run(name, version, this.#vault.seal(labelOf(name, version), value), JSON.stringify(details));
    return version;
  }

  removeVersion(name: string, version: number): void {
    this.#database.prepare('DELETE FROM versions WHERE name = ? AND version = ?').run(name, version);
  }

  remove(name: string): void {
    for (const table of ['tags', 'labels', 'versions', 'parameters']) {
      this.#database.prepare(`DELETE FROM ${table} WHERE name = ?`).run(name);
    }
  }

  isDeclaredAs(name: string, declaration: string): boolean {
    const known = this.#database.prepare('SELECT declared FROM parameters WHERE name = ?').get(name)?.['declared'];
    return known instanceof Uint8Array && Buffer.compare(known, this.#vault.fingerprint(declaration)) === 0;
  }

  /** Makes a parameter of an earlier template present again, with its versions. */
  reveal(name: string): void {
    this.#database.prepare('UPDATE parameters SET present = 1 WHERE name = ?').run(name);
  }

  markDeclared(name: string, declaration: string): void {
    this.#database
      .prepare('UPDATE parameters SET declared = ? WHERE name = ?')
      .run(this.#vault.fingerprint(declaration), name);
  }

  /** Each label with its version, by label. */
  labels(name: string): ReadonlyMap<string, number> {
    const rows = this.#database.prepare('SELECT label, version FROM labels WHERE name = ? ORDER BY label').all(name);
    return new Map(rows.map(({ label, version }) => [String(label), Number(version)]));
  }

  /** A label is on one version: putting it on another takes it from the first. */
  setLabel(name: string, label: string, version: number): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO labels (name, label, version) VALUES (?, ?, ?)')
      .run(name, label, version);
  }

  removeLabel(name: string, label: string): void {
    this.#database.prepare('DELETE FROM labels WHERE name = ? AND label = ?').run(name, label);
  }

  tags(name: string): ReadonlyMap<string, string> {
    const rows = this.#database.prepare('SELECT key, value FROM tags WHERE name = ? ORDER BY key').all(name);
    return new Map(rows.map(({ key, value }) => [String(key), String(value)]));
  }

  setTag(name: string, key: string, value: string): void {
    this.#database.prepare('INSERT OR REPLACE INTO tags (name, key, value) VALUES (?, ?, ?)').run(name, key, value);
  }

  removeTag(name: string, key: string): void {
    this.#database.prepare('DELETE FROM tags WHERE name = ? AND key = ?').run(name, key);
  }
}

const SELECT = `SELECT parameters.name, tier, version, details FROM parameters
  JOIN versions ON versions.name = parameters.name WHERE present = 1`;

interface VersionRow {
  readonly name: string;
  readonly tier: ParameterTier;
  readonly version: number;
  readonly details: string;
}

const toVersion = ({ name, tier, version, details }: VersionRow): ParameterVersion => ({
  name,
  tier,
  version,
  keyId: undefined,
  description: undefined,
  allowedPattern: undefined,
  ...(JSON.parse(details) as Details), // written by add() only
});

/** As JSON keeps them: what is undefined is not there. */
type Details = Pick<VersionDetails, 'type' | 'modifiedAtMillis' | 'modifiedBy' | 'underKey'> & {
  readonly keyId?: string;
};

/** A sealed value cannot be passed off as that of another parameter or version. */
const labelOf = (name: string, version: number): string => JSON.stringify([name, version]);
