import type { JsonObject } from '../../json.ts';
import { assertAttributes, isVerdict } from '../attributes.ts';
import { invalidParameter, refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { User } from '../store/users.ts';
import type { AppClient, UserPool } from '../user-pool.ts';
import type { Answer } from './answer.ts';
import { takeParameters } from './parameters.ts';
import { missingAttributes, proceed } from './proceed.ts';

const attributePrefix = 'userAttributes.';

/** The password that replaces a temporary one. One that breaks the policy may be followed by a better one. */
export async function answerNewPassword(room: Room, answer: Answer): Promise<JsonObject> {
  const { pool, client, session, token, responses, clientMetadata } = answer;
  const attributeNames = Object.keys(responses).filter((name) => name.startsWith(attributePrefix));
  const { NEW_PASSWORD } = takeParameters(responses, {
    required: ['USERNAME', 'NEW_PASSWORD'],
    optional: ['SECRET_HASH', ...attributeNames],
  });
  const user = present(room, session);
  const given = new Map(
    attributeNames.map((name) => [name.slice(attributePrefix.length), responses[name] ?? ''] as const),
  );
  withAttributes(pool, client, user, given);
  const prepared = await room.passwords.prepare(pool, user, NEW_PASSWORD);
  room.database.transaction(() => {
    // The hash took its time: what counts is who the user is now.
    const attributes = withAttributes(pool, client, present(room, session), given);
    room.sessions.use(token);
    room.passwords.put(pool, user, prepared, { temporary: false });
    room.users.setStatus(user, 'CONFIRMED');
    if (given.size > 0) room.users.setAttributes(pool, user, attributes);
  });
  return proceed(room, {
    pool,
    client,
    user: room.users.get(pool, user.username),
    attemptsName: session.attemptsName,
    deviceKey: session.deviceKey,
    newPassword: true,
    secondFactor: false,
    clientMetadata,
  });
}

/** @throws AwsError NotAuthorizedException for who is gone, or disabled and so chooses nothing */
function present(room: Room, { poolId, sub }: Answer['session']): User {
  const user = sub === undefined ? undefined : room.users.findBySub(poolId, sub);
  if (user === undefined) throw refusal('session-unknown');
  if (!user.enabled) throw refusal('user-disabled');
  return user;
}

/** @throws AwsError for an attribute the client may not write, that is set for good, or that is still missing */
function withAttributes(
  pool: UserPool,
  client: AppClient,
  user: User,
  given: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  assertAttributes(pool, given);
  for (const name of given.keys()) {
    const isWritable = client.writeAttributes?.includes(name) ?? true;
    const schema = pool.attributes.get(name);
    const isSetForGood = schema?.mutable === false && user.attributes.has(name);
    if (!isWritable || isVerdict(name) || schema?.developerOnly === true) {
      throw refusedAttribute(name);
    }
    if (isSetForGood) throw invalidParameter(`Attribute ${name} cannot be changed`);
  }
  const [missing] = missingAttributes(pool, user).filter((name) => !given.has(name));
  if (missing !== undefined) throw invalidParameter(`Attribute ${missing} is required`);
  // Nobody has shown yet that a new address or number is theirs.
  const unverified = (['email', 'phone_number'] as const).flatMap((name) =>
    given.has(name) && given.get(name) !== user.attributes.get(name) ? [[`${name}_verified`, 'false'] as const] : [],
  );
  return new Map([...user.attributes, ...given, ...unverified]);
}

const refusedAttribute = (name: string) => invalidParameter(`A client may not write the attribute ${name}`);
