import type { Group } from '../user-pool.ts';
import type { Database } from './database.ts';

interface Row {
  readonly name: string;
  readonly description: string | null;
  readonly precedence: number | null;
  readonly role_arn: string | null;
  readonly created_at: number;
  readonly modified_at: number;
}

/** Groups that were made by the API; those of the template stand in no table. */
export class OwnGroups {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  list(poolId: string): readonly Group[] {
    return this.#database
      .all<Row>(
        'SELECT name, description, precedence, role_arn, created_at, modified_at FROM own_groups WHERE pool = ? ORDER BY name',
        poolId,
      )
      .map((row) => ({
        userPoolId: poolId,
        name: row.name,
        description: row.description ?? undefined,
        precedence: row.precedence ?? undefined,
        roleArn: row.role_arn ?? undefined,
        declaredAt: row.created_at,
        modifiedAt: row.modified_at,
        own: true,
      }));
  }

  put(group: Group): void {
    this.#database.run(
      'INSERT OR REPLACE INTO own_groups (pool, name, description, precedence, role_arn, created_at, modified_at) ' +
        'VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...[group.userPoolId, group.name, group.description ?? null, group.precedence ?? null, group.roleArn ?? null],
      ...[group.declaredAt, group.modifiedAt],
    );
  }

  /** Nobody is in it any more, should one of that name be made again. */
  delete({ userPoolId, name }: Group): void {
    this.#database.transaction(() => {
      this.#database.run('DELETE FROM own_groups WHERE pool = ? AND name = ?', userPoolId, name);
      this.#database.run('DELETE FROM memberships WHERE pool = ? AND group_name = ?', userPoolId, name);
    });
  }
}
