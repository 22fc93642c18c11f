import type { JsonObject } from '../../json.ts';
import type { ChallengeSession } from '../store/challenge-sessions.ts';
import type { AppClient, UserPool } from '../user-pool.ts';

/** What came back for a challenge, with the session it belongs to. */
export interface Answer {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly session: ChallengeSession;
  /** For `sessions.use`, once the answer is judged. */
  readonly token: string;
  readonly responses: Readonly<Record<string, string>>;
  readonly clientMetadata: JsonObject | undefined;
}
