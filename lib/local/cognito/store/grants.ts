import type { Database } from './database.ts';
import type { SignIn } from './sign-ins.ts';

/** The scopes that a sign-in through the login page was granted, so that a refresh gives the same. */
export class Grants {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  record({ eventId }: SignIn, scopes: readonly string[]): void {
    const sql = 'INSERT INTO oauth_grants (event_id, scopes) VALUES (?, ?)';
    this.#database.run(sql, eventId, scopes.join(' '));
  }

  /** Undefined for a sign-in by API, which has the one scope of self-service. */
  scopesOf({ eventId }: SignIn): readonly string[] | undefined {
    return this.#database
      .one<{ scopes: string }>('SELECT scopes FROM oauth_grants WHERE event_id = ?', eventId)
      ?.scopes.split(' ');
  }
}
