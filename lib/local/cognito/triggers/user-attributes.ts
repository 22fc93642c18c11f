import type { JsonObject } from '../../json.ts';
import type { User } from '../store/users.ts';

/** A user as events tell one: every attribute as a string, with `sub` and the status. */
export const toTriggerAttributes = (user: User): JsonObject => ({
  sub: user.sub,
  'cognito:user_status': user.status,
  ...Object.fromEntries(user.attributes),
});

/** Members that stand in an event only where a client sent them. */
export const metadata = (clientMetadata: JsonObject | undefined): JsonObject =>
  clientMetadata === undefined ? {} : { clientMetadata };
