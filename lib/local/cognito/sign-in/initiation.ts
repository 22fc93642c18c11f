import type { JsonObject } from '../../json.ts';
import type { AppClient, UserPool } from '../user-pool.ts';

/** What a flow begins with. */
export interface Initiation {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly parameters: Readonly<Record<string, string>>;
  /** From `ConfirmSignUp`, for USER_AUTH. */
  readonly session?: string | undefined;
  /** For the triggers before a sign-in, which know it as validation data; Cognito gives it to no later one. */
  readonly clientMetadata?: JsonObject | undefined;
}
