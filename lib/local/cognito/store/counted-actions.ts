import type { AwsError } from '../../aws-service.ts';
import { type Refusal, refusal } from '../refusals.ts';
import type { Database } from './database.ts';

/** What is done only so often an hour, and how AWS says that it was too often. */
const limits = {
  'send-sign-up': { times: 5, refusal: 'too-many-requests' },
  'send-forgot-password': { times: 5, refusal: 'too-many-requests' },
  'send-email': { times: 5, refusal: 'too-many-requests' },
  'send-phone_number': { times: 5, refusal: 'too-many-requests' },
  'send-first-factor': { times: 20, refusal: 'too-many-requests' },
  'send-second-factor': { times: 20, refusal: 'too-many-requests' },
  'guess-sign-up': { times: 5, refusal: 'too-many-guesses' },
  'guess-forgot-password': { times: 5, refusal: 'too-many-requests' },
  'guess-email': { times: 5, refusal: 'too-many-requests' },
  'guess-phone_number': { times: 5, refusal: 'too-many-requests' },
} as const satisfies Record<string, { readonly times: number; readonly refusal: Refusal }>;

export type CountedAction = keyof typeof limits;

const windowMillis = 3_600_000;

/**
 * Deliveries and guesses an hour, for a holder whether somebody bears the name or not. A new code brings no new guesses:
 * else whoever asks for codes often enough would guess one.
 */
export class CountedActions {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** @throws AwsError LimitExceededException or TooManyFailedAttemptsException when the hour is used up */
  assertAllowed(poolId: string, holder: string, action: CountedAction): void {
    const row = this.#database.one<{ readonly times: number; readonly since: number }>(
      'SELECT times, since FROM counted_actions WHERE pool = ? AND holder = ? AND action = ?',
      ...[poolId, holder, action],
    );
    if (row === undefined || !(this.#now() < row.since + windowMillis)) return;
    if (!(row.times < limits[action].times)) throw this.#refused(action);
  }

  count(poolId: string, holder: string, action: CountedAction): void {
    const now = this.#now();
    this.#database.run('DELETE FROM counted_actions WHERE since <= ?', now - windowMillis);
    this.#database.run(
      'INSERT INTO counted_actions (pool, holder, action, times, since) VALUES (?, ?, ?, 1, ?) ' +
        'ON CONFLICT DO UPDATE SET times = times + 1',
      ...[poolId, holder, action, now],
    );
  }

  forget(poolId: string, holder: string, action: CountedAction): void {
    const sql = 'DELETE FROM counted_actions WHERE pool = ? AND holder = ? AND action = ?';
    this.#database.run(sql, poolId, holder, action);
  }

  #refused(action: CountedAction): AwsError {
    return refusal(limits[action].refusal);
  }
}
