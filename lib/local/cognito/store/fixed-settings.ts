import { isDeepStrictEqual } from 'node:util';
import type { AttributeSchema, UserPool } from '../user-pool.ts';
import type { Database } from './database.ts';

/** What a pool can never change: its users were made under it (Cognito developer guide, "Settings you can't change"). */
interface Settings {
  readonly UsernameAttributes: readonly string[];
  readonly AliasAttributes: readonly string[];
  readonly UsernameConfiguration: { readonly caseSensitive: boolean };
  readonly required: readonly string[];
  readonly custom: readonly AttributeSchema[];
}

const settingsOf = ({ usernameAttributes, aliasAttributes, caseSensitive, attributes }: UserPool): Settings => ({
  UsernameAttributes: usernameAttributes.toSorted(),
  AliasAttributes: aliasAttributes.toSorted(),
  UsernameConfiguration: { caseSensitive },
  required: [...attributes.values()].flatMap(({ name, required }) => (required ? [name] : [])).sort(),
  custom: [...attributes.values()].filter(({ name }) => name.includes(':')),
});

/** Settings of pools as they were declared first. */
export class FixedSettings {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @throws Error with AWS's message when the template would change what cannot be changed; new attributes may come */
  keep(pool: UserPool): void {
    const first = this.#find(pool.id);
    const now = settingsOf(pool);
    if (first !== undefined) assertUnchanged(first, now);
    this.#database.run(
      'INSERT INTO fixed_settings (pool, settings) VALUES (?, ?) ON CONFLICT (pool) DO UPDATE SET settings = excluded.settings',
      pool.id,
      JSON.stringify(now),
    );
  }

  #find(poolId: string): Settings | undefined {
    const row = this.#database.one<{ settings: string }>('SELECT settings FROM fixed_settings WHERE pool = ?', poolId);
    // Only `keep` writes it.
    return row === undefined ? undefined : (JSON.parse(row.settings) as Settings);
  }
}

function assertUnchanged(first: Settings, now: Settings): void {
  for (const property of ['UsernameAttributes', 'AliasAttributes', 'UsernameConfiguration'] as const) {
    if (!same(first[property], now[property])) throw refused(`Updates are not allowed for property - ${property}`);
  }
  const kept = first.custom.every((attribute) => now.custom.some((other) => same(attribute, other)));
  if (!kept || !same(first.required, now.required)) {
    throw refused('Existing schema attributes cannot be modified or deleted');
  }
}

/** Whether what was stored still holds; members that came later do not count. */
const same = (stored: object, now: object): boolean =>
  isDeepStrictEqual(stored, now) ||
  (!Array.isArray(stored) &&
    Object.entries(stored).every(([name, value]) => isDeepStrictEqual(value, Reflect.get(now, name))));

const refused = (message: string): Error =>
  new Error(`${message}. Start with --fresh to begin with a pool without users.`);
