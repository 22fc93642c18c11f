import { randomUUID } from 'node:crypto';
import { type Refusal, refusal } from '../refusals.ts';
import type { UserPool } from '../user-pool.ts';
import type { Database } from './database.ts';

export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED';

/** A person in a pool. `sub` never changes and is never given twice. */
export interface User {
  readonly poolId: string;
  readonly sub: string;
  readonly username: string;
  readonly enabled: boolean;
  readonly status: UserStatus;
  /** Without `sub`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

interface Row {
  readonly pool: string;
  readonly sub: string;
  readonly username: string;
  readonly enabled: number;
  readonly status: UserStatus;
  readonly attributes: string;
  readonly created_at: number;
  readonly modified_at: number;
}

const columns = 'u.pool, u.sub, u.username, u.enabled, u.status, u.attributes, u.created_at, u.modified_at';

export class Users {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** By anything the user may be called: user name, `sub`, and the address or number in pools that sign in by it. */
  find(pool: UserPool, name: string): User | undefined {
    const row = this.#database.one<Row>(
      `SELECT ${columns} FROM users u JOIN sign_in_names n USING (pool, sub) WHERE n.pool = ? AND n.name = ?`,
      pool.id,
      nameKey(pool, name),
    );
    return row && toUser(row);
  }

  findBySub(poolId: string, sub: string): User | undefined {
    const row = this.#database.one<Row>(`SELECT ${columns} FROM users u WHERE pool = ? AND sub = ?`, poolId, sub);
    return row && toUser(row);
  }

  /** @throws AwsError UserNotFoundException */
  get(pool: UserPool, name: string): User {
    const user = this.find(pool, name);
    if (user === undefined) throw refusal('unknown-user');
    return user;
  }

  /** In order of user name. */
  list(pool: UserPool): readonly User[] {
    return this.#database
      .all<Row>(`SELECT ${columns} FROM users u WHERE pool = ? ORDER BY username`, pool.id)
      .map(toUser);
  }

  /** What a new user will be called: a name of one's own, or the `sub` where people sign in by an address or number. */
  newIdentity(pool: UserPool, name: string): NewIdentity {
    const sub = randomUUID();
    return { sub, username: pool.usernameAttributes.length > 0 ? sub : nameKey(pool, name) };
  }

  /** @throws AwsError UsernameExistsException, or AliasExistsException for an address or number that is another's */
  create(
    pool: UserPool,
    { sub, username }: NewIdentity,
    attributes: ReadonlyMap<string, string>,
    status: UserStatus,
  ): User {
    const now = this.#now();
    return this.#database.transaction(() => {
      if (this.find(pool, username) !== undefined) throw refusal('username-taken');
      this.#database.run(
        'INSERT INTO users (pool, sub, username, enabled, status, attributes, created_at, modified_at) ' +
          'VALUES (?, ?, ?, 1, ?, ?, ?, ?)',
        ...[pool.id, sub, username, status, JSON.stringify([...attributes]), now, now],
      );
      this.#rename(pool, sub, username, attributes);
      return this.get(pool, username);
    });
  }

  setAttributes(pool: UserPool, user: User, attributes: ReadonlyMap<string, string>): void {
    this.#database.transaction(() => {
      this.#change(user, 'attributes = ?', JSON.stringify([...attributes]));
      this.#rename(pool, user.sub, user.username, attributes);
    });
  }

  setEnabled(user: User, enabled: boolean): void {
    this.#change(user, 'enabled = ?', enabled ? 1 : 0);
  }

  setStatus(user: User, status: UserStatus): void {
    this.#change(user, 'status = ?', status);
  }

  delete(user: User): void {
    this.#database.transaction(() => {
      this.#database.run('DELETE FROM users WHERE pool = ? AND sub = ?', user.poolId, user.sub);
      // These are kept for names that nobody bears as well, so no key ties them to users.
      for (const table of ['confirmation_codes', 'counted_actions']) {
        this.#database.run(`DELETE FROM ${table} WHERE pool = ? AND holder = ?`, user.poolId, user.sub);
      }
    });
  }

  count(pool: UserPool): number {
    return (
      this.#database.one<{ users: number }>('SELECT count(*) AS users FROM users WHERE pool = ?', pool.id)?.users ?? 0
    );
  }

  #change(user: User, assignment: string, value: string | number): void {
    const sql = `UPDATE users SET ${assignment}, modified_at = ? WHERE pool = ? AND sub = ?`;
    this.#database.run(sql, value, this.#now(), user.poolId, user.sub);
  }

  #rename(pool: UserPool, sub: string, username: string, attributes: ReadonlyMap<string, string>): void {
    this.#database.run('DELETE FROM sign_in_names WHERE pool = ? AND sub = ?', pool.id, sub);
    const names = new Map<string, Refusal>([
      [nameKey(pool, username), 'username-taken'],
      [nameKey(pool, sub), 'username-taken'],
    ]);
    for (const attribute of signInAttributes(pool, attributes)) {
      const name = nameKey(pool, attributes.get(attribute) ?? '');
      if (!names.has(name)) names.set(name, takenBy[attribute]);
    }
    for (const [name, taken] of names) {
      const sql = 'INSERT INTO sign_in_names (pool, name, sub) VALUES (?, ?, ?) ON CONFLICT DO NOTHING';
      if (this.#database.run(sql, pool.id, name, sub) === 0) throw refusal(taken);
    }
  }
}

export interface NewIdentity {
  readonly sub: string;
  readonly username: string;
}

type SignInAttribute = UserPool['aliasAttributes'][number];

const takenBy: Readonly<Record<SignInAttribute, Refusal>> = {
  email: 'email-alias-taken',
  phone_number: 'phone-number-alias-taken',
  preferred_username: 'preferred-username-alias-taken',
};

/** By which attributes somebody can sign in; an alias that can be verified counts once it is. */
const signInAttributes = (pool: UserPool, attributes: ReadonlyMap<string, string>): readonly SignInAttribute[] => [
  ...pool.usernameAttributes.filter((attribute) => attributes.has(attribute)),
  ...pool.aliasAttributes.filter(
    (attribute) =>
      attributes.has(attribute) &&
      (attribute === 'preferred_username' || attributes.get(`${attribute}_verified`) === 'true'),
  ),
];

/** Names that AWS takes for the same are the same here. */
export const nameKey = (pool: UserPool, name: string): string => (pool.caseSensitive ? name : name.toLowerCase());

const toUser = (row: Row): User => ({
  poolId: row.pool,
  sub: row.sub,
  username: row.username,
  enabled: row.enabled === 1,
  status: row.status,
  attributes: new Map<string, string>(JSON.parse(row.attributes)),
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
});
