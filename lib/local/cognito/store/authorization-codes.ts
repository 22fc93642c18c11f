import { createHash, randomBytes } from 'node:crypto';
import type { Vault } from '../../vault.ts';
import type { AppClient } from '../user-pool.ts';
import type { Database } from './database.ts';

/** What a code stands for (RFC 6749 §4.1.2, RFC 7636 §4.4). */
export interface AuthorizationGrant {
  readonly poolId: string;
  readonly clientId: string;
  readonly sub: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly nonce?: string | undefined;
  readonly codeChallenge?: string | undefined;
  readonly authenticatedAt: number;
}

/** `replayed` tells of which sign-in the code had been redeemed for; it may still be under way. */
export type Redemption =
  | { readonly kind: 'granted'; readonly grant: AuthorizationGrant }
  | { readonly kind: 'replayed'; readonly eventId: string | undefined }
  | { readonly kind: 'refused' };

interface Row {
  readonly expires_at: number;
  readonly uses: number;
  readonly event_id: string | null;
  readonly sealed_grant: Uint8Array;
}

const validMillis = 5 * 60_000;
/** A used code is remembered, so that who brings it again is known for a thief. */
const keptAfterExpiryMillis = 86_400_000;

/** Codes are random, used once by the client that they were made for, and good for five minutes. */
export class AuthorizationCodes {
  readonly #database: Database;
  readonly #vault: Vault;
  readonly #now: () => number;

  constructor(database: Database, vault: Vault, now: () => number) {
    this.#database = database;
    this.#vault = vault;
    this.#now = now;
  }

  create(grant: AuthorizationGrant): string {
    const now = this.#now();
    const code = randomBytes(32).toString('base64url');
    const hash = hashOf(code);
    this.#database.run('DELETE FROM authorization_codes WHERE expires_at < ?', now - keptAfterExpiryMillis);
    this.#database.run(
      'INSERT INTO authorization_codes (code_hash, pool, client, sub, expires_at, uses, sealed_grant) ' +
        'VALUES (?, ?, ?, ?, ?, 0, ?)',
      ...[hash, grant.poolId, grant.clientId, grant.sub, now + validMillis],
      this.#vault.seal(labelOf(hash), JSON.stringify(grant)),
    );
    return code;
  }

  /** Whatever comes of it, the code is used up: a second try with another verifier is no second chance. */
  redeem(code: string, client: AppClient): Redemption {
    const hash = hashOf(code);
    return this.#database.transaction((): Redemption => {
      const row = this.#database.one<Row>(
        'SELECT expires_at, uses, event_id, sealed_grant FROM authorization_codes WHERE code_hash = ? AND client = ?',
        ...[hash, client.id],
      );
      if (row === undefined) return { kind: 'refused' };
      this.#database.run('UPDATE authorization_codes SET uses = uses + 1 WHERE code_hash = ?', hash);
      if (row.uses > 0) return { kind: 'replayed', eventId: row.event_id ?? undefined };
      if (!(this.#now() < row.expires_at)) return { kind: 'refused' };
      // Only `create` writes this column, and the seal breaks when someone else does.
      const grant = JSON.parse(this.#vault.open(labelOf(hash), row.sealed_grant).toString()) as AuthorizationGrant;
      return { kind: 'granted', grant };
    });
  }

  /** @returns whether the code was brought again while its tokens were being made: they must not be handed out then */
  settle(code: string, eventId: string): boolean {
    const hash = hashOf(code);
    this.#database.run('UPDATE authorization_codes SET event_id = ? WHERE code_hash = ?', eventId, hash);
    const row = this.#database.one<{ uses: number }>('SELECT uses FROM authorization_codes WHERE code_hash = ?', hash);
    return row?.uses !== 1;
  }
}

const hashOf = (code: string): Buffer => createHash('sha256').update(code).digest();
const labelOf = (hash: Buffer): string => `authorization-code ${hash.toString('base64url')}`;
