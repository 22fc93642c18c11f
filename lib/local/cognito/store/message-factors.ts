import type { Database } from './database.ts';
import type { User } from './users.ts';

/** Second factors whose codes are sent. */
export type MessageFactor = 'SMS_MFA' | 'EMAIL_OTP';

export interface FactorPreference {
  readonly enabled: boolean;
  readonly preferred: boolean;
}

/** What users said about codes by mail and by text message. */
export class MessageFactors {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(user: User, factor: MessageFactor): FactorPreference | undefined {
    const row = this.#database.one<{ readonly enabled: number; readonly preferred: number }>(
      'SELECT enabled, preferred FROM message_factors WHERE pool = ? AND sub = ? AND factor = ?',
      ...[user.poolId, user.sub, factor],
    );
    return row && { enabled: row.enabled === 1, preferred: row.preferred === 1 };
  }

  set(user: User, factor: MessageFactor, { enabled, preferred }: FactorPreference): void {
    this.#database.run(
      'INSERT OR REPLACE INTO message_factors (pool, sub, factor, enabled, preferred) VALUES (?, ?, ?, ?, ?)',
      ...[user.poolId, user.sub, factor, enabled ? 1 : 0, preferred ? 1 : 0],
    );
  }
}
