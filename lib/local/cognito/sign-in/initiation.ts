import type { AppClient, UserPool } from '../user-pool.ts';

/** What a flow begins with. */
export interface Initiation {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly parameters: Readonly<Record<string, string>>;
}
