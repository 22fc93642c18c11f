import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import type { Vault } from '../../vault.ts';
import type { UserPool } from '../user-pool.ts';
import type { Database } from './database.ts';

/** A public RSA key (RFC 7517, RFC 7518 §6.3.1). */
export interface JsonWebKey {
  readonly kty: 'RSA';
  readonly kid: string;
  readonly alg: 'RS256';
  readonly use: 'sig';
  readonly n: string;
  readonly e: string;
}

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
}

interface Row {
  readonly kid: string;
  readonly public_jwk: string;
  readonly sealed_private_key: Uint8Array;
  readonly created_at: number;
}

/** How long a key signs. AWS rotates the keys of pools by itself, and does not say when. */
const longestUseMillis = 90 * 86_400_000;
/** The longest that a token of any client can be valid. */
const longestTokenMillis = 86_400_000;

/**
 * RSA keys of pools, the first made when the pool is first declared, sealed at rest. The newest signs; one that was
 * replaced is published until the last token that it can have signed has expired.
 */
export class SigningKeys {
  readonly #database: Database;
  readonly #vault: Vault;
  readonly #now: () => number;
  readonly #opened = new Map<string, SigningKey>();

  constructor(database: Database, vault: Vault, now: () => number) {
    this.#database = database;
    this.#vault = vault;
    this.#now = now;
  }

  /** Makes the first key; one that has signed for 90 days is replaced. */
  ensure(pool: UserPool): void {
    const [newest] = this.#rows(pool);
    if (newest === undefined) this.#make(pool);
    else if (!(this.#now() - newest.created_at < longestUseMillis)) this.rotate(pool);
  }

  /** @returns the `kid` of the key that signs from now on */
  rotate(pool: UserPool): string {
    const now = this.#now();
    return this.#database.transaction(() => {
      this.#database.run(
        'INSERT INTO retired_signing_keys (kid, published_until) ' +
          'SELECT kid, ? FROM signing_keys WHERE pool = ? ON CONFLICT DO NOTHING',
        ...[now + longestTokenMillis, pool.id],
      );
      const ended = 'SELECT kid FROM retired_signing_keys WHERE published_until <= ?';
      this.#database.run(`DELETE FROM signing_keys WHERE kid IN (${ended})`, now);
      this.#opened.delete(pool.id);
      return this.#make(pool);
    });
  }

  #make(pool: UserPool): string {
    const kid = randomBytes(33).toString('base64url');
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { n, e } = publicKey.export({ format: 'jwk' });
    this.#database.run(
      'INSERT INTO signing_keys (kid, pool, public_jwk, sealed_private_key, created_at) VALUES (?, ?, ?, ?, ?)',
      ...[kid, pool.id, JSON.stringify({ kty: 'RSA', kid, alg: 'RS256', use: 'sig', n, e })],
      this.#vault.seal(labelOf(kid), privateKey.export({ format: 'der', type: 'pkcs8' })),
      this.#now(),
    );
    return kid;
  }

  /** The key that signs. */
  current(pool: UserPool): SigningKey {
    const known = this.#opened.get(pool.id);
    if (known !== undefined) return known;
    const [row] = this.#rows(pool);
    if (row === undefined) throw new Error(`user pool ${pool.id} has no signing key`);
    const der = this.#vault.open(labelOf(row.kid), row.sealed_private_key);
    const key = { kid: row.kid, privateKey: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) };
    this.#opened.set(pool.id, key);
    return key;
  }

  /** Public keys, the one that signs first. */
  jwks(pool: UserPool): { readonly keys: readonly JsonWebKey[] } {
    // Only `ensure` writes this column.
    return { keys: this.#rows(pool).map(({ public_jwk }) => JSON.parse(public_jwk) as JsonWebKey) };
  }

  #rows(pool: UserPool): readonly Row[] {
    return this.#database.all<Row>(
      'SELECT kid, public_jwk, sealed_private_key, created_at FROM signing_keys LEFT JOIN retired_signing_keys USING (kid) ' +
        'WHERE pool = ? AND (published_until IS NULL OR published_until > ?) ' +
        'ORDER BY published_until IS NULL DESC, published_until DESC',
      ...[pool.id, this.#now()],
    );
  }
}

const labelOf = (kid: string): string => `signing-key ${kid}`;
