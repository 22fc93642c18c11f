import { findRelyingParty, isOriginOf } from '../passkeys/relying-party.ts';
import type { Room } from '../room.ts';
import type { AppClient, UserPool } from '../user-pool.ts';

/**
 * Whether the page makes and takes passkeys: managed login for a client that lets people choose how to begin, where the
 * page belongs to the relying party. Elsewhere a browser would refuse.
 */
export function offersPasskeys(room: Room, pool: UserPool, { authFlows }: AppClient): boolean {
  if (!pool.managedLogin || !authFlows.includes('ALLOW_USER_AUTH') || room.origin === undefined) return false;
  const relyingPartyId = findRelyingParty(room, pool);
  return relyingPartyId !== undefined && isOriginOf(relyingPartyId, room.origin);
}
