import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { refusal } from '../refusals.ts';
import type { AppClient } from '../user-pool.ts';
import type { Database } from './database.ts';
import type { User } from './users.ts';

/** One completed sign-in and every token that comes from it, until it is revoked. */
export interface SignIn {
  /** The `event_id` of its tokens. */
  readonly eventId: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly sub: string;
  /** The `origin_jti` of its tokens. */
  readonly originJti: string;
  readonly authenticatedAt: number;
  /** The `device_key` of its access tokens, in pools that track devices. */
  readonly deviceKey: string | undefined;
}

/** On what somebody signed in: a device that is known, or keys for one that has yet to be confirmed. */
export interface SignInDevice {
  readonly key: string;
  readonly newGroupKey?: string | undefined;
}

interface Row {
  readonly event_id: string;
  readonly pool: string;
  readonly client: string;
  readonly sub: string;
  readonly origin_jti: string;
  readonly authenticated_at: number;
  readonly refreshable_until: number;
  readonly revoked: number;
  readonly device_key: string | null;
}

const columns = 'event_id, pool, client, sub, origin_jti, authenticated_at, refreshable_until, revoked';
const rows = 'sign_ins LEFT JOIN sign_in_devices USING (event_id)';

/** Refresh tokens are random and opaque; only their hashes are kept. */
export class SignIns {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** `authenticatedAt` is now, unless the person had signed in before and the browser remembered it. */
  create(
    user: User,
    client: AppClient,
    on: { readonly authenticatedAt?: number | undefined; readonly device?: SignInDevice | undefined } = {},
  ): { readonly signIn: SignIn; readonly refreshToken: string } {
    const { authenticatedAt = this.#now(), device } = on;
    const refreshToken = randomBytes(96).toString('base64url');
    const now = this.#now();
    const signIn: SignIn = {
      eventId: randomUUID(),
      poolId: user.poolId,
      clientId: client.id,
      sub: user.sub,
      originJti: randomUUID(),
      authenticatedAt,
      deviceKey: device?.key,
    };
    this.#database.run('DELETE FROM sign_ins WHERE refreshable_until < ?', now - keptAfterExpiryMillis);
    this.#database.run(
      `INSERT INTO sign_ins (${columns}, refresh_token_hash) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)`,
      ...[signIn.eventId, signIn.poolId, signIn.clientId, signIn.sub, signIn.originJti, authenticatedAt],
      now + client.refreshTokenSeconds * 1_000,
      hashOf(refreshToken),
    );
    this.#database.run(
      'INSERT INTO refresh_tokens (hash, event_id) VALUES (?, ?)',
      hashOf(refreshToken),
      signIn.eventId,
    );
    if (device !== undefined) {
      this.#database.run(
        'INSERT INTO sign_in_devices (event_id, device_key, unconfirmed_group_key) VALUES (?, ?, ?)',
        ...[signIn.eventId, device.key, device.newGroupKey ?? null],
      );
    }
    return { signIn, refreshToken };
  }

  /**
   * @throws AwsError NotAuthorizedException for a refresh token that is unknown, another client's, revoked or expired,
   * RefreshTokenReuseException for one that was replaced longer ago than the client's grace: that revokes the sign-in,
   * because somebody has a token that is not theirs
   */
  byRefreshToken(token: string, client: AppClient): SignIn {
    const row = this.#database.one<Row & { readonly retired_at: number | null }>(
      `SELECT ${columns}, device_key, retired_at FROM ${rows} JOIN refresh_tokens USING (event_id) WHERE hash = ?`,
      hashOf(token),
    );
    if (row === undefined || row.client !== client.id) throw refusal('refresh-token-invalid');
    if (row.revoked === 1) throw refusal('refresh-token-revoked');
    if (!(this.#now() < row.refreshable_until)) throw refusal('refresh-token-expired');
    const graceMillis = (client.rotationGraceSeconds ?? 0) * 1_000;
    if (row.retired_at !== null && !(this.#now() < row.retired_at + graceMillis)) {
      this.revoke(row.event_id);
      throw refusal('refresh-token-reused');
    }
    return toSignIn(row);
  }

  /** Replaces a refresh token by a new one of the same sign-in, which ends when the first one would have. */
  rotate(token: string, { eventId }: SignIn): string {
    const next = randomBytes(96).toString('base64url');
    this.#database.transaction(() => {
      const sql = 'UPDATE refresh_tokens SET retired_at = ? WHERE hash = ? AND retired_at IS NULL';
      this.#database.run(sql, this.#now(), hashOf(token));
      this.#database.run('INSERT INTO refresh_tokens (hash, event_id) VALUES (?, ?)', hashOf(next), eventId);
    });
    return next;
  }

  /** @throws AwsError NotAuthorizedException when its tokens are to be taken no more */
  assertValid(eventId: string): SignIn {
    const row = this.#database.one<Row>(`SELECT ${columns}, device_key FROM ${rows} WHERE event_id = ?`, eventId);
    if (row === undefined || row.revoked === 1) throw refusal('access-token-revoked');
    return toSignIn(row);
  }

  /** Revokes the sign-in of a refresh token of this client; an unknown token is no error (RFC 7009 §2.2). */
  revokeByRefreshToken(token: string, client: AppClient): void {
    const sql =
      'UPDATE sign_ins SET revoked = 1 WHERE client = ? AND event_id IN (SELECT event_id FROM refresh_tokens WHERE hash = ?)';
    this.#database.run(sql, client.id, hashOf(token));
  }

  revoke(eventId: string): void {
    this.#database.run('UPDATE sign_ins SET revoked = 1 WHERE event_id = ?', eventId);
  }

  revokeAll(user: User): void {
    this.#database.run('UPDATE sign_ins SET revoked = 1 WHERE pool = ? AND sub = ?', user.poolId, user.sub);
  }
}

/** Long enough to say that a refresh token has expired, rather than that there never was one. */
const keptAfterExpiryMillis = 7 * 86_400_000;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

const toSignIn = (row: Row): SignIn => ({
  eventId: row.event_id,
  poolId: row.pool,
  clientId: row.client,
  sub: row.sub,
  originJti: row.origin_jti,
  authenticatedAt: row.authenticated_at,
  deviceKey: row.device_key ?? undefined,
});
