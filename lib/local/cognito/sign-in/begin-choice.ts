import type { JsonObject } from '../../json.ts';
import { atLeast } from '../accounts/at-least.ts';
import { termsOf, toRequestOptions, usablePasskeys } from '../passkeys/sign-in-options.ts';
import type { Room } from '../room.ts';
import type { ChoiceName } from '../store/challenge-sessions.ts';
import { createChallenge } from '../store/passkeys.ts';
import { beginSrp, parseSrpA } from './begin-srp.ts';
import type { Identity } from './identify.ts';
import type { Initiation } from './initiation.ts';
import { proceed } from './proceed.ts';
import { provePassword } from './prove-password.ts';
import { contactOf } from './second-factors.ts';
import { sendOneTimeCode, toCodeParameters } from './send-one-time-code.ts';

/** Who chooses, and from what. */
export interface Choosing extends Pick<Initiation, 'pool' | 'client'> {
  readonly name: string;
  readonly identity: Identity;
  readonly deviceKey: string | undefined;
}

/** Begins with a factor; a password or public value that came along is taken at once, else it is asked for. */
export async function begin(
  room: Room,
  choosing: Choosing,
  chosen: ChoiceName,
  { PASSWORD, SRP_A }: { readonly PASSWORD?: string; readonly SRP_A?: string },
): Promise<JsonObject> {
  const { pool, client, identity, deviceKey } = choosing;
  if (chosen === 'EMAIL_OTP' || chosen === 'SMS_OTP') return beginWithCode(room, choosing, chosen);
  if (chosen === 'WEB_AUTHN') return beginWithPasskey(room, choosing);
  if (chosen === 'PASSWORD_SRP' && SRP_A !== undefined) {
    return beginSrp(room, { pool, client }, identity, parseSrpA(SRP_A));
  }
  if (chosen === 'PASSWORD' && PASSWORD !== undefined) {
    const user = await provePassword(room, pool, identity, PASSWORD);
    const progress = { pool, client, user, attemptsName: identity.attemptsName, deviceKey };
    return proceed(room, { ...progress, newPassword: false, secondFactor: false });
  }
  const Session = room.sessions.open(client, {
    ...sessionOf(choosing),
    challenge: { name: chosen },
  });
  return { ChallengeName: chosen, ChallengeParameters: { USERNAME: identity.username }, Session };
}

/** Nobody, and whoever is disabled, is answered as if a code were on its way. */
async function beginWithCode(room: Room, choosing: Choosing, factor: 'EMAIL_OTP' | 'SMS_OTP'): Promise<JsonObject> {
  const { pool, client, name, identity } = choosing;
  const { user, attemptsName } = identity;
  room.countedActions.assertAllowed(pool.id, attemptsName, 'send-first-factor');
  room.countedActions.count(pool.id, attemptsName, 'send-first-factor');
  const sent = await atLeast(room, client, async () =>
    user?.enabled ? sendOneTimeCode(room, { pool, client, user }, factor) : undefined,
  );
  const Session = room.sessions.open(client, {
    ...sessionOf(choosing),
    challenge: { name: factor, factor: 'first', code: sent?.code },
  });
  const nobody = room.nobody.contact(pool, name, contactOf[factor]);
  return {
    ChallengeName: factor,
    ChallengeParameters: sent?.parameters ?? toCodeParameters(nobody.attribute, nobody.value),
    Session,
  };
}

/** Nobody is asked for a passkey that is made up, the same at every try. */
function beginWithPasskey(room: Room, choosing: Choosing): JsonObject {
  const { pool, client, identity } = choosing;
  const { user, username } = identity;
  const passkeys =
    user === undefined
      ? [{ id: room.nobody.passkeyId(pool, username), transports: ['internal'] }]
      : usablePasskeys(room, pool, user);
  const challenge = createChallenge();
  const options = toRequestOptions(termsOf(room, pool), challenge, passkeys);
  const Session = room.sessions.open(client, { ...sessionOf(choosing), challenge: { name: 'WEB_AUTHN', challenge } });
  return {
    ChallengeName: 'WEB_AUTHN',
    ChallengeParameters: { CREDENTIAL_REQUEST_OPTIONS: JSON.stringify(options), USERNAME: username },
    Session,
  };
}

/** What a session of USER_AUTH begins with. */
export const sessionOf = ({ pool, client, deviceKey, identity: { user, username, attemptsName } }: Choosing) => ({
  ...{ poolId: pool.id, clientId: client.id, sub: user?.sub, username, attemptsName, deviceKey, newPassword: false },
});
