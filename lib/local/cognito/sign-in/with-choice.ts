import type { JsonObject } from '../../json.ts';
import { atLeast } from '../accounts/at-least.ts';
import { findRelyingParty } from '../passkeys/relying-party.ts';
import { isBothFactors, termsOf, toRequestOptions, usablePasskeys } from '../passkeys/sign-in-options.ts';
import { invalidParameter } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { ChoiceName } from '../store/challenge-sessions.ts';
import { createChallenge } from '../store/passkeys.ts';
import type { User } from '../store/users.ts';
import { askPreAuthentication } from '../triggers/notices.ts';
import type { UserPool } from '../user-pool.ts';
import { signInAfterSignUp } from './after-sign-up.ts';
import { beginSrp, parseSrpA } from './begin-srp.ts';
import { type Identity, identify } from './identify.ts';
import type { Initiation } from './initiation.ts';
import { takeParameters } from './parameters.ts';
import { proceed } from './proceed.ts';
import { provePassword } from './prove-password.ts';
import { askableFactors, contactOf, isVerified } from './second-factors.ts';
import { sendOneTimeCode, toCodeParameters } from './send-one-time-code.ts';

/** USER_AUTH: the client names the first factor it would like, or lets the user choose. */
export async function signInWithChoice(room: Room, initiation: Initiation): Promise<JsonObject> {
  const { pool, client, parameters, session, clientMetadata } = initiation;
  const { USERNAME, PREFERRED_CHALLENGE, SECRET_HASH, DEVICE_KEY, ...proofs } = takeParameters(parameters, {
    required: ['USERNAME'],
    optional: ['PREFERRED_CHALLENGE', 'PASSWORD', 'SRP_A', 'SECRET_HASH', 'DEVICE_KEY'],
  });
  room.clientSecrets.assertSecretHash(client, [USERNAME], SECRET_HASH);
  const identity = identify(room, pool, client, USERNAME);
  room.failedAttempts.assertNotLocked(pool.id, identity.attemptsName);
  if (session !== undefined) {
    return signInAfterSignUp(room, initiation, identity, { token: session, deviceKey: DEVICE_KEY });
  }
  const occasion = { pool, clientId: client.id, userName: identity.username };
  await askPreAuthentication(room, occasion, identity.user, clientMetadata);
  const available = choicesOf(room, pool, identity);
  const chosen = available.find((choice) => choice === PREFERRED_CHALLENGE);
  const choosing: Choosing = { pool, client, name: USERNAME, identity, deviceKey: DEVICE_KEY };
  if (chosen === undefined) return offer(room, choosing, available);
  return begin(room, choosing, chosen, proofs);
}

/** Who chooses, and from what. */
export interface Choosing extends Pick<Initiation, 'pool' | 'client'> {
  readonly name: string;
  readonly identity: Identity;
  readonly deviceKey: string | undefined;
}

const choices = ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] as const;

function choicesOf(room: Room, pool: UserPool, { user, username }: Identity): readonly ChoiceName[] {
  const factors = user === undefined ? room.nobody.firstFactors(pool, username) : firstFactorsOf(room, pool, user);
  const hasParty = findRelyingParty(room.environment, pool) !== undefined;
  return choices.filter(
    (name) => factors.includes(name === 'PASSWORD_SRP' ? 'PASSWORD' : name) && (name !== 'WEB_AUTHN' || hasParty),
  );
}

/**
 * Codes and passkeys are a first factor only where nothing more would be asked: AWS takes no second factor after them. A
 * passkey may be both.
 */
function firstFactorsOf(room: Room, pool: UserPool, user: User): UserPool['firstFactors'] {
  const alone = pool.mfa !== 'ON' && askableFactors(room, pool, user).length === 0;
  return pool.firstFactors.filter((name) => {
    if (name === 'PASSWORD') return room.passwords.has(user);
    if (name !== 'WEB_AUTHN') return alone && isVerified(user, contactOf[name]);
    return (alone || isBothFactors(room, pool, user)) && usablePasskeys(room, pool, user).length > 0;
  });
}

function offer(room: Room, choosing: Choosing, available: readonly ChoiceName[]): JsonObject {
  const Session = room.sessions.open(choosing.client, {
    ...sessionOf(choosing),
    challenge: { name: 'SELECT_CHALLENGE', choices: available },
  });
  return { ChallengeName: 'SELECT_CHALLENGE', ChallengeParameters: {}, AvailableChallenges: available, Session };
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
  const options = toRequestOptions(termsOf(room, pool, user), challenge, passkeys);
  const Session = room.sessions.open(client, { ...sessionOf(choosing), challenge: { name: 'WEB_AUTHN', challenge } });
  return {
    ChallengeName: 'WEB_AUTHN',
    ChallengeParameters: { CREDENTIAL_REQUEST_OPTIONS: JSON.stringify(options), USERNAME: username },
    Session,
  };
}

const sessionOf = ({ pool, client, deviceKey, identity: { user, username, attemptsName } }: Choosing) => ({
  ...{ poolId: pool.id, clientId: client.id, sub: user?.sub, username, attemptsName, deviceKey, newPassword: false },
});

/** @throws AwsError InvalidParameterException for what was not offered */
export function assertOffered(offered: readonly ChoiceName[], answer: string): ChoiceName {
  const chosen = offered.find((choice) => choice === answer);
  if (chosen === undefined) throw invalidParameter(`${answer.slice(0, 32)} is not available for this user`);
  return chosen;
}
