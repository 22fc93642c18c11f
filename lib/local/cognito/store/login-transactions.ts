import { createHash, randomBytes } from 'node:crypto';
import type { Vault } from '../../vault.ts';
import type { Database } from './database.ts';

/** What a client asked of `/oauth2/authorize`, judged already. */
export interface AuthorizationRequest {
  readonly poolId: string;
  readonly clientId: string;
  readonly responseType: 'code' | 'token';
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state?: string | undefined;
  readonly nonce?: string | undefined;
  readonly codeChallenge?: string | undefined;
}

/** Where somebody stands. What the browser must not see, such as the session of a challenge, stays here. */
export type LoginStep =
  | { readonly name: 'sign-in' }
  | { readonly name: 'forgot-password' }
  | { readonly name: 'sign-up' }
  | { readonly name: 'choose'; readonly username: string }
  | {
      readonly name: 'passkey';
      readonly username: string;
      /** What the core calls the user. */
      readonly coreName: string;
      readonly session: string;
      /** `PublicKeyCredentialRequestOptionsJSON`, as JSON. */
      readonly options: string;
    }
  | { readonly name: 'add-passkey'; readonly sub: string; readonly challenge: string; readonly options: string }
  | {
      readonly name: 'challenge';
      readonly challenge: string;
      readonly session: string;
      readonly username: string;
      readonly parameters: Readonly<Record<string, string>>;
    }
  | { readonly name: 'set-up-app'; readonly session: string; readonly username: string; readonly secret: string }
  | { readonly name: 'reset-password'; readonly username: string }
  | { readonly name: 'confirm-user'; readonly username: string };

/** One visit to the login page, from the client's request to its answer. */
export interface LoginTransaction {
  readonly request: AuthorizationRequest;
  /** Every form of the visit carries it. */
  readonly csrf: string;
  /** A visit that makes a passkey goes back without a code. */
  readonly addsPasskey: boolean;
  readonly loginHint?: string | undefined;
  /** Said at the top of the page, until the next step. */
  readonly notice?: string | undefined;
  readonly step: LoginStep;
}

interface Row {
  readonly browser_hash: Uint8Array;
  readonly sealed_state: Uint8Array;
}

const validMillis = 30 * 60_000;

/**
 * Visits to the login page. The id stands in the address; it opens nothing without the cookie of the browser that began
 * the visit, so that nobody can be led into somebody else's.
 */
export class LoginTransactions {
  readonly #database: Database;
  readonly #vault: Vault;
  readonly #now: () => number;

  constructor(database: Database, vault: Vault, now: () => number) {
    this.#database = database;
    this.#vault = vault;
    this.#now = now;
  }

  open(browser: string, transaction: LoginTransaction): string {
    const now = this.#now();
    const id = randomBytes(24).toString('base64url');
    const hash = hashOf(id);
    this.#database.run('DELETE FROM login_transactions WHERE expires_at <= ?', now);
    this.#database.run(
      'INSERT INTO login_transactions (id_hash, browser_hash, expires_at, sealed_state) VALUES (?, ?, ?, ?)',
      ...[hash, hashOf(browser), now + validMillis, this.#seal(hash, transaction)],
    );
    return id;
  }

  /** Undefined for a visit that is over, never was, or belongs to another browser. */
  find(id: string, browser: string): LoginTransaction | undefined {
    const hash = hashOf(id);
    const row = this.#database.one<Row>(
      'SELECT browser_hash, sealed_state FROM login_transactions WHERE id_hash = ? AND browser_hash = ? AND expires_at > ?',
      ...[hash, hashOf(browser), this.#now()],
    );
    // Only `#seal` writes this column, and the seal breaks when someone else does.
    return row && (JSON.parse(this.#vault.open(labelOf(hash), row.sealed_state).toString()) as LoginTransaction);
  }

  update(id: string, transaction: LoginTransaction): void {
    const hash = hashOf(id);
    const sql = 'UPDATE login_transactions SET sealed_state = ? WHERE id_hash = ?';
    this.#database.run(sql, this.#seal(hash, transaction), hash);
  }

  /** @returns whether this call ended it: of two at once, one */
  close(id: string): boolean {
    return this.#database.run('DELETE FROM login_transactions WHERE id_hash = ?', hashOf(id)) > 0;
  }

  #seal(hash: Buffer, transaction: LoginTransaction): Buffer {
    return this.#vault.seal(labelOf(hash), JSON.stringify(transaction));
  }
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
const labelOf = (hash: Buffer): string => `login-transaction ${hash.toString('base64url')}`;
