import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import type { Passkey } from '../store/passkeys.ts';
import type { User } from '../store/users.ts';
import type { UserPool } from '../user-pool.ts';
import type { Terms } from './judge-passkey.ts';
import { relyingPartyOf } from './relying-party.ts';

/** Those that sign for the domain as it is now. */
export const usablePasskeys = (room: Room, pool: UserPool, user: User): readonly Passkey[] => {
  const relyingPartyId = relyingPartyOf(room.environment, pool);
  return room.passkeys.list(user).filter((passkey) => passkey.relyingPartyId === relyingPartyId);
};

/** Whether a passkey is both factors: the pool allows it, and the user turned it on. */
export const isBothFactors = (room: Room, pool: UserPool, user: User | undefined): boolean =>
  pool.passkeys.multiFactor && user !== undefined && room.passkeys.isBothFactors(user);

/** What a sign-in asks of the authenticator. */
export const termsOf = (room: Room, pool: UserPool, user: User | undefined): Terms => ({
  relyingPartyId: relyingPartyOf(room.environment, pool),
  userVerification: isBothFactors(room, pool, user) ? 'required' : pool.passkeys.userVerification,
});

/** `PublicKeyCredentialRequestOptionsJSON` */
export const toRequestOptions = (
  { relyingPartyId, userVerification }: Terms,
  challenge: string,
  passkeys: readonly Pick<Passkey, 'id' | 'transports'>[],
): JsonObject => ({
  challenge,
  timeout: 180_000,
  rpId: relyingPartyId,
  allowCredentials: passkeys.map(({ id, transports }) => ({
    type: 'public-key',
    id: id.toString('base64url'),
    transports,
  })),
  userVerification,
});
