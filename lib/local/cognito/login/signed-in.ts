import type { HttpRequest } from '../../aws-service.ts';
import type { Room } from '../room.ts';
import type { User } from '../store/users.ts';
import type { UserPool } from '../user-pool.ts';
import { sessionIn } from './cookies.ts';

export interface SignedIn {
  readonly user: User;
  readonly authenticatedAt: number;
}

/** Whoever signed in here within the hour, unless they are no longer welcome or have something to do first. */
export function signedIn(room: Room, request: HttpRequest, pool: UserPool): SignedIn | undefined {
  const token = sessionIn(request, pool);
  const session = token === undefined ? undefined : room.browserSessions.find(pool, token);
  const user = session && room.users.findBySub(pool.id, session.sub);
  if (session === undefined || user === undefined || !user.enabled || user.status !== 'CONFIRMED') return undefined;
  return { user, authenticatedAt: session.authenticatedAt };
}
