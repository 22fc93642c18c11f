import { InvalidParameterException, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { parseCursor, toCursor } from '../cursor.ts';
import type { UserSummary } from '../schemas.ts';
import { cognito, userPoolId } from './cognito.ts';
import { toSummary } from './user-view.ts';

const defaultLimit = 50;

export interface UserQuery {
  /** Beginning of the address. */
  readonly email?: string | undefined;
  readonly status?: keyof typeof filters | undefined;
  readonly limit?: string | undefined;
  readonly cursor?: string | undefined;
}

/** `Filter` of ListUsers, which takes one condition. */
const filters = {
  enabled: 'status = "Enabled"',
  disabled: 'status = "Disabled"',
  invited: 'cognito:user_status = "FORCE_CHANGE_PASSWORD"',
  active: 'cognito:user_status = "CONFIRMED"',
} as const;

export interface UserPage {
  readonly items: readonly UserSummary[];
  /** Cursor of the next page; absent on the last one. */
  readonly next?: string;
}

/** One page of the users. @returns undefined when the cursor is not one of this search */
export async function listUsers(query: UserQuery, signal: AbortSignal): Promise<UserPage | undefined> {
  const filter = filterOf(query);
  const list = `users ${filter}`;
  const place = query.cursor === undefined ? undefined : parseCursor(list, query.cursor);
  if (query.cursor !== undefined && place === undefined) return undefined;
  const command = new ListUsersCommand({
    UserPoolId: userPoolId(),
    Limit: query.limit === undefined ? defaultLimit : Number(query.limit),
    ...(filter === undefined ? {} : { Filter: filter }),
    ...(place === undefined ? {} : { PaginationToken: Buffer.from(place, 'base64url').toString() }),
  });
  try {
    const { Users = [], PaginationToken: more } = await cognito.send(command, { abortSignal: signal });
    const items = Users.map(toSummary);
    return more === undefined ? { items } : { items, next: toCursor(list, Buffer.from(more).toString('base64url')) };
  } catch (error) {
    // The digest of a cursor is no secret, so its token may be anything.
    if (place !== undefined && error instanceof InvalidParameterException) return undefined;
    throw error;
  }
}

/** The contract lets no quote and no backslash into an address. */
function filterOf({ email, status }: UserQuery): string | undefined {
  if (email !== undefined) return `email ^= "${email}"`;
  return status === undefined ? undefined : filters[status];
}
