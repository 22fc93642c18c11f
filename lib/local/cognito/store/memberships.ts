import type { Group, UserPool } from '../user-pool.ts';
import type { Database } from './database.ts';
import type { User, Users } from './users.ts';

/** Who is in which group. Groups themselves come from the template; a membership of one that is gone counts for nothing. */
export class Memberships {
  readonly #database: Database;
  readonly #users: Users;

  constructor(database: Database, users: Users) {
    this.#database = database;
    this.#users = users;
  }

  add(user: User, group: Group): void {
    const sql = 'INSERT INTO memberships (pool, sub, group_name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING';
    this.#database.run(sql, user.poolId, user.sub, group.name);
  }

  remove(user: User, group: Group): void {
    const sql = 'DELETE FROM memberships WHERE pool = ? AND sub = ? AND group_name = ?';
    this.#database.run(sql, user.poolId, user.sub, group.name);
  }

  /** The one that counts most first: by precedence, then by name. */
  groupsOf(pool: UserPool, user: User): readonly Group[] {
    return this.#database
      .all<{ group_name: string }>(
        'SELECT group_name FROM memberships WHERE pool = ? AND sub = ?',
        ...[user.poolId, user.sub],
      )
      .flatMap(({ group_name }) => pool.groups.get(group_name) ?? [])
      .sort(byWeight);
  }

  usersIn(group: Group): readonly User[] {
    return this.#database
      .all<{ sub: string }>(
        'SELECT sub FROM memberships WHERE pool = ? AND group_name = ? ORDER BY sub',
        ...[group.userPoolId, group.name],
      )
      .flatMap(({ sub }) => this.#users.findBySub(group.userPoolId, sub) ?? []);
  }
}

const byWeight = (one: Group, other: Group): number =>
  (one.precedence ?? Number.MAX_SAFE_INTEGER) - (other.precedence ?? Number.MAX_SAFE_INTEGER) ||
  (one.name < other.name ? -1 : 1);
