import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import type { User } from '../store/users.ts';
import type { AppClient } from '../user-pool.ts';

/** The core as the login page uses it: whoever has proven everything is remembered, and gets no tokens yet. */
export const toLoginRoom = (room: Room): Room => ({
  ...room,
  onceProven: ({ user }) => ({ Proven: user.sub }),
  onlyOrigin: room.origin,
});

/** Whom an answer of the core has proven, if it did. */
export function provenBy(room: Room, client: AppClient, answer: JsonObject): User | undefined {
  const sub = answer['Proven'];
  return typeof sub === 'string' ? room.users.findBySub(client.userPoolId, sub) : undefined;
}

/** The page never tells who exists, whatever the client's API would say. */
export const discreet = (client: AppClient): AppClient => ({ ...client, preventUserExistenceErrors: true });

/** What a client with a secret sends beside a user name; the page acts for the client. */
export function secretHashOf(room: Room, client: AppClient, name: string): { readonly [key: string]: string } {
  const hash = room.clientSecrets.secretHash(client, name);
  return hash === undefined ? {} : { SECRET_HASH: hash };
}
