import type { Vault } from '../../vault.ts';
import { refusal } from '../refusals.ts';
import { comparePasswordWithNobody, hashPassword, isPassword } from '../secrets/password-hash.ts';
import { createSrpRecord, type SrpRecord } from '../secrets/srp.ts';
import type { UserPool } from '../user-pool.ts';
import type { Database } from './database.ts';
import { assertPasswordPolicy } from './password-policy.ts';
import type { User } from './users.ts';

interface Row {
  readonly hash: string;
  readonly srp_salt: Uint8Array;
  readonly sealed_srp_verifier: Uint8Array;
  readonly usable_until: number | null;
}

/** A password that was judged by the policy and hashed, which takes a while, and only needs to be written down. */
export interface PreparedPassword {
  readonly hash: string;
  readonly srp: SrpRecord;
}

const dayMillis = 86_400_000;

/** Passwords as Argon2id hashes, beside the verifier that SRP cannot do without, sealed. */
export class Passwords {
  readonly #database: Database;
  readonly #vault: Vault;
  readonly #now: () => number;

  constructor(database: Database, vault: Vault, now: () => number) {
    this.#database = database;
    this.#vault = vault;
    this.#now = now;
  }

  /**
   * @throws AwsError InvalidPasswordException naming the rule that the password breaks,
   * PasswordHistoryPolicyViolationException for one of the last passwords
   */
  async prepare(pool: UserPool, user: PasswordHolder, password: string): Promise<PreparedPassword> {
    assertPasswordPolicy(pool.passwordPolicy, password);
    for (const hash of this.#lastHashes(pool.id, user.sub, pool.passwordPolicy.historySize)) {
      if (await isPassword(password, hash)) throw refusal('password-in-history');
    }
    return {
      hash: await hashPassword(password),
      srp: createSrpRecord({ poolName: poolNameOf(pool), userId: user.username }, password),
    };
  }

  /** Writes a prepared password down; beside other writes in one transaction. */
  put(
    pool: UserPool,
    user: User,
    { hash, srp: { salt, verifier } }: PreparedPassword,
    { temporary }: { readonly temporary: boolean },
  ): void {
    const { historySize, temporaryPasswordDays } = pool.passwordPolicy;
    const usableUntil = temporary ? this.#now() + temporaryPasswordDays * dayMillis : null;
    this.#database.transaction(() => {
      this.#database.run(
        'INSERT OR REPLACE INTO passwords (pool, sub, hash, srp_salt, sealed_srp_verifier, usable_until) ' +
          'VALUES (?, ?, ?, ?, ?, ?)',
        ...[user.poolId, user.sub, hash, salt, this.#vault.seal(labelOf(user), verifier), usableUntil],
      );
      this.#remember(user, hash, historySize);
      // Whoever came in with the old password, or began to, does not go on with it.
      for (const sql of ends) this.#database.run(sql, user.poolId, user.sub);
    });
  }

  async isRight(user: User | undefined, password: string): Promise<boolean> {
    const row = user && this.#row(user);
    return row === undefined ? comparePasswordWithNobody(password) : isPassword(password, row.hash);
  }

  has(user: User): boolean {
    return this.#row(user) !== undefined;
  }

  srpRecord(user: User): SrpRecord | undefined {
    const row = this.#row(user);
    if (row === undefined) return undefined;
    return {
      salt: Buffer.from(row.srp_salt),
      verifier: this.#vault.open(labelOf(user), row.sealed_srp_verifier),
    };
  }

  isExpired(user: User): boolean {
    const usableUntil = this.#row(user)?.usable_until ?? null;
    return usableUntil !== null && !(this.#now() < usableUntil);
  }

  #row(user: User): Row | undefined {
    return this.#database.one<Row>(
      'SELECT hash, srp_salt, sealed_srp_verifier, usable_until FROM passwords WHERE pool = ? AND sub = ?',
      user.poolId,
      user.sub,
    );
  }

  #lastHashes(poolId: string, sub: string, count: number): readonly string[] {
    return this.#database
      .all<{ hash: string }>(
        'SELECT hash FROM former_passwords WHERE pool = ? AND sub = ? ORDER BY id DESC LIMIT ?',
        ...[poolId, sub, count],
      )
      .map(({ hash }) => hash);
  }

  #remember(user: User, hash: string, count: number): void {
    const who = [user.poolId, user.sub] as const;
    this.#database.run('INSERT INTO former_passwords (pool, sub, hash) VALUES (?, ?, ?)', ...who, hash);
    this.#database.run(
      'DELETE FROM former_passwords WHERE pool = ? AND sub = ? AND id NOT IN ' +
        '(SELECT id FROM former_passwords WHERE pool = ? AND sub = ? ORDER BY id DESC LIMIT ?)',
      ...[...who, ...who, count],
    );
  }
}

/** What a new password ends: sign-ins under way, browsers that are signed in, and a reset that was asked for before. */
const ends = [
  'UPDATE challenge_sessions SET used = 1 WHERE pool = ? AND sub = ?',
  'DELETE FROM browser_sessions WHERE pool = ? AND sub = ?',
  'DELETE FROM authorization_codes WHERE pool = ? AND sub = ? AND uses = 0',
  "DELETE FROM confirmation_codes WHERE pool = ? AND holder = ? AND purpose = 'forgot-password'",
] as const;

/** Whose a password will be: users are made with theirs. */
export type PasswordHolder = Pick<User, 'sub' | 'username'>;

/** What SRP calls the pool: the id without the region. */
export const poolNameOf = (pool: Pick<UserPool, 'id'>): string => pool.id.slice(pool.id.indexOf('_') + 1);

const labelOf = (user: User): string => `srp-verifier ${user.poolId} ${user.sub}`;
