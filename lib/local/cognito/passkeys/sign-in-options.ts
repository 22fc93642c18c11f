import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import type { Passkey } from '../store/passkeys.ts';
import type { User } from '../store/users.ts';
import type { UserPool } from '../user-pool.ts';
import type { Terms } from './judge-passkey.ts';
import { findRelyingParty, relyingPartyOf } from './relying-party.ts';

/** Those that sign for the domain as it is now; none while there is no domain. */
export const usablePasskeys = (room: Room, pool: UserPool, user: User): readonly Passkey[] => {
  const relyingPartyId = findRelyingParty(room, pool);
  return room.passkeys.list(user).filter((passkey) => passkey.relyingPartyId === relyingPartyId);
};

/** Whether a passkey is both factors: the pool allows it, and the user turned it on. */
export const isBothFactors = (room: Room, pool: UserPool, user: User): boolean =>
  pool.passkeys.multiFactor && room.passkeys.isBothFactors(user);

/** A pool that takes a passkey for both factors wants the finger or the number of everyone (`FactorConfiguration`). */
export const verificationOf = ({ passkeys }: UserPool): Terms['userVerification'] =>
  passkeys.multiFactor ? 'required' : passkeys.userVerification;

/** What a sign-in asks of the authenticator, whoever it is. */
export const termsOf = (room: Room, pool: UserPool): Terms => ({
  relyingPartyId: relyingPartyOf(room, pool),
  userVerification: verificationOf(pool),
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
