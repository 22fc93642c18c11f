import type * as z from 'zod';
import type { JsonObject } from '../../json.ts';
import { invalidParameter } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { User } from '../store/users.ts';
import type { AppClient, UserPool } from '../user-pool.ts';
import { assertClientData, parseClientData } from './client-data.ts';
import { algorithms } from './cose-key.ts';
import type { registration } from './credential.ts';
import { judgeRegistration, type Terms } from './judge-passkey.ts';
import { relyingPartyOf } from './relying-party.ts';
import { verificationOf } from './sign-in-options.ts';

/** Who makes a passkey, and through which client. */
export interface Registrant {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly user: User;
}

const termsFor = (room: Room, pool: UserPool): Terms => ({
  relyingPartyId: relyingPartyOf(room, pool),
  userVerification: verificationOf(pool),
});

/** Begins a registration: `PublicKeyCredentialCreationOptionsJSON`. @throws AwsError LimitExceededException */
export function openRegistration(room: Room, { pool, client, user }: Registrant): JsonObject {
  const { relyingPartyId, userVerification } = termsFor(room, pool);
  return {
    challenge: room.passkeys.openRegistration(user, client),
    rp: { id: relyingPartyId, name: relyingPartyId },
    user: { id: Buffer.from(user.sub).toString('base64url'), name: user.username, displayName: user.username },
    pubKeyCredParams: Object.values(algorithms).map((alg) => ({ type: 'public-key', alg })),
    timeout: 60_000,
    excludeCredentials: room.passkeys
      .list(user)
      .map(({ id }) => ({ type: 'public-key', id: id.toString('base64url') })),
    authenticatorSelection: { requireResidentKey: true, residentKey: 'required', userVerification },
  };
}

/**
 * Takes what the authenticator made for the challenge, which is used up whatever comes of it.
 *
 * @throws AwsError WebAuthnChallengeNotFoundException and its sisters
 */
export function closeRegistration(
  room: Room,
  { pool, client, user }: Registrant,
  { id, rawId, response, authenticatorAttachment }: z.output<typeof registration>,
): void {
  const terms = termsFor(room, pool);
  const { relyingPartyId } = terms;
  const clientData = parseClientData(response.clientDataJSON);
  room.passkeys.closeRegistration(user, client, clientData.challenge);
  assertClientData(clientData, { type: 'webauthn.create', relyingPartyId, onlyOrigin: room.onlyOrigin });
  const made = judgeRegistration(response.attestationObject, response.clientDataJSON, terms);
  if (!made.id.equals(rawId) || id !== rawId.toString('base64url')) {
    throw invalidParameter('The credential has another id than its authenticator says');
  }
  const { transports = [] } = response;
  room.passkeys.add(user, { ...made, relyingPartyId, transports, attachment: authenticatorAttachment ?? undefined });
}
