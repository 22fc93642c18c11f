import { AwsError } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import { assertClientData, isChallenge, parseClientData } from '../passkeys/client-data.ts';
import { type Assertion, parseAssertion } from '../passkeys/credential.ts';
import { type Asserted, judgeAssertion } from '../passkeys/judge-passkey.ts';
import { isBothFactors, termsOf, usablePasskeys } from '../passkeys/sign-in-options.ts';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { Passkey } from '../store/passkeys.ts';
import type { User } from '../store/users.ts';
import type { UserPool } from '../user-pool.ts';
import type { Answer } from './answer.ts';
import { takeParameters } from './parameters.ts';
import { proceed } from './proceed.ts';

/** WEB_AUTHN: a signature over the challenge. Right or wrong, the challenge is used up; a wrong one counts. */
export async function answerPasskey(room: Room, answer: Answer): Promise<JsonObject> {
  const { pool, client, session, token, responses, clientMetadata } = answer;
  const { challenge, sub, attemptsName, deviceKey } = session;
  if (challenge.name !== 'WEB_AUTHN') throw refusal('session-unknown');
  const names = { required: ['USERNAME', 'CREDENTIAL'], optional: ['SECRET_HASH'] } as const;
  const credential = parseAssertion(takeParameters(responses, names).CREDENTIAL);
  room.sessions.use(token);
  const user = sub === undefined ? undefined : room.users.findBySub(pool.id, sub);
  const asserted = user && judge(room, pool, user, credential, challenge.challenge);
  if (user === undefined || asserted === undefined) {
    room.failedAttempts.record(pool.id, attemptsName);
    throw refusal('wrong-password');
  }
  return proceed(room, {
    ...{ pool, client, user, attemptsName, deviceKey, clientMetadata, newPassword: false },
    secondFactor: asserted.userVerified && isBothFactors(room, pool, user),
  });
}

/** Whoever is refused does not learn why: the passkey may be somebody else's. */
function judge(
  room: Room,
  pool: UserPool,
  user: User,
  { rawId, id, response }: Assertion,
  challenge: string,
): Asserted | undefined {
  const passkey = usablePasskeys(room, pool, user).find((each) => each.id.equals(rawId));
  const isOwn = passkey !== undefined && id === rawId.toString('base64url') && isHandleOf(user, response.userHandle);
  if (!isOwn) return undefined;
  try {
    const terms = termsOf(room, pool);
    const { relyingPartyId } = terms;
    const clientData = parseClientData(response.clientDataJSON);
    assertClientData(clientData, { type: 'webauthn.get', relyingPartyId, onlyOrigin: room.onlyOrigin });
    if (!isChallenge(clientData.challenge, challenge)) return undefined;
    const { authenticatorData: authData, clientDataJSON: clientDataJson, signature } = response;
    const asserted = judgeAssertion({ authData, clientDataJson, signature }, passkey.key, terms);
    if (asserted === undefined || !isSameAuthenticator(passkey, asserted)) return undefined;
    room.passkeys.setSignCount(user, passkey, asserted.signCount);
    return asserted;
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

const isHandleOf = ({ sub }: User, handle: Buffer | null | undefined): boolean =>
  handle === undefined || handle === null || handle.equals(Buffer.from(sub));

/** A counter that does not go on was copied together with its key (WebAuthn §6.1.1); what may be backed up never changes. */
const isSameAuthenticator = (passkey: Passkey, { signCount, backupEligible }: Asserted): boolean =>
  backupEligible === passkey.backupEligible &&
  (signCount > passkey.signCount || (signCount === 0 && passkey.signCount === 0));
