import type { JsonObject } from '../../json.ts';
import { findRelyingParty } from '../passkeys/relying-party.ts';
import { isBothFactors, usablePasskeys } from '../passkeys/sign-in-options.ts';
import { invalidParameter } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { ChoiceName } from '../store/challenge-sessions.ts';
import type { User } from '../store/users.ts';
import { askPreAuthentication } from '../triggers/notices.ts';
import type { UserPool } from '../user-pool.ts';
import { signInAfterSignUp } from './after-sign-up.ts';
import { begin, type Choosing, sessionOf } from './begin-choice.ts';
import { type Identity, identify } from './identify.ts';
import type { Initiation } from './initiation.ts';
import { takeParameters } from './parameters.ts';
import { askableFactors, contactOf, isVerified } from './second-factors.ts';

/** USER_AUTH: the client names the first factor it would like, or lets the user choose. */
export async function signInWithChoice(room: Room, initiation: Initiation): Promise<JsonObject> {
  const { pool, client, parameters, session, clientMetadata } = initiation;
  const { USERNAME, PREFERRED_CHALLENGE, SECRET_HASH, DEVICE_KEY, ...proofs } = takeParameters(parameters, {
    required: ['USERNAME'],
    optional: ['PREFERRED_CHALLENGE', 'PASSWORD', 'SRP_A', 'SECRET_HASH', 'DEVICE_KEY'],
  });
  room.clientSecrets.assertSecretHash(client, [USERNAME], SECRET_HASH);
  const known = identify(room, pool, client, USERNAME);
  room.failedAttempts.assertNotLocked(pool.id, known.attemptsName);
  if (session !== undefined) {
    return signInAfterSignUp(room, initiation, known, { token: session, deviceKey: DEVICE_KEY });
  }
  const occasion = { pool, clientId: client.id, userName: known.username };
  await askPreAuthentication(room, occasion, known.user, clientMetadata);
  // Nobody is offered nothing: that would tell of who has no way in, as before the first code is confirmed.
  const hasNoWay = known.user !== undefined && choicesOf(room, pool, known).length === 0;
  const identity = hasNoWay && client.preventUserExistenceErrors ? { ...known, user: undefined } : known;
  const available = choicesOf(room, pool, identity);
  const chosen = available.find((choice) => choice === PREFERRED_CHALLENGE);
  const choosing: Choosing = { pool, client, name: USERNAME, identity, deviceKey: DEVICE_KEY };
  if (chosen === undefined) return offer(room, choosing, available);
  return begin(room, choosing, chosen, proofs);
}

const choices = ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] as const;

function choicesOf(room: Room, pool: UserPool, { user, username }: Identity): readonly ChoiceName[] {
  const factors = user === undefined ? room.nobody.firstFactors(pool, username) : firstFactorsOf(room, pool, user);
  const hasParty = findRelyingParty(room, pool) !== undefined;
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

/** @throws AwsError InvalidParameterException for what was not offered */
export function assertOffered(offered: readonly ChoiceName[], answer: string): ChoiceName {
  const chosen = offered.find((choice) => choice === answer);
  if (chosen === undefined) throw invalidParameter(`${answer.slice(0, 32)} is not available for this user`);
  return chosen;
}
