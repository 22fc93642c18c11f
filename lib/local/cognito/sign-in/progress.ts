import type { JsonObject } from '../../json.ts';
import type { User } from '../store/users.ts';
import type { AppClient, UserPool } from '../user-pool.ts';

/** What somebody has proven so far. */
export interface Progress {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly user: User;
  readonly attemptsName: string;
  readonly newPassword: boolean;
  readonly secondFactor: boolean;
  /** On which device they say to be. */
  readonly deviceKey?: string | undefined;
  /** Whether it has just shown that it is that device. */
  readonly deviceProven?: boolean;
  readonly clientMetadata?: JsonObject | undefined;
}
