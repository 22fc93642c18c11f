import * as z from 'zod';
import { AwsError } from '../../aws-service.ts';
import { assertAttributes } from '../attributes.ts';
import { invalidParameter } from '../refusals.ts';
import type { UserPool } from '../user-pool.ts';
import { members, poolOperation } from './operation.ts';
import { toUserType } from './shapes.ts';

/**
 * Makes a user with a temporary password. No message can be sent from here, so `MessageAction: SUPPRESS` and
 * `TemporaryPassword` must be given.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html
 */
export const adminCreateUser = poolOperation({
  name: 'AdminCreateUser',
  input: {
    Username: members.username,
    TemporaryPassword: members.password.optional(),
    UserAttributes: members.attributes.optional(),
    MessageAction: z.enum(['SUPPRESS', 'RESEND']).optional(),
    ForceAliasCreation: z.literal(false).optional(),
    DesiredDeliveryMediums: z.array(z.enum(['EMAIL', 'SMS'])).optional(),
  },
  run(room, pool, { Username, TemporaryPassword, UserAttributes = [], MessageAction }) {
    if (MessageAction !== 'SUPPRESS') {
      throw invalidParameter('Invitations are not sent here: MessageAction must be SUPPRESS');
    }
    if (TemporaryPassword === undefined) {
      throw invalidParameter('TemporaryPassword is needed here, because no message could tell a generated one');
    }
    const attributes = withSignInName(
      pool,
      Username,
      new Map(UserAttributes.map(({ Name, Value }) => [Name, Value ?? ''] as const)),
    );
    assertAttributes(pool, attributes);
    return room.database.transaction(() => {
      const user = room.users.create(pool, Username, attributes);
      room.passwords.set(pool, user, TemporaryPassword, { temporary: true });
      return { User: toUserType(user) };
    });
  },
});

/** In pools where people sign in with an address or a number, that is what `Username` holds. */
function withSignInName(
  pool: UserPool,
  username: string,
  attributes: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  if (pool.usernameAttributes.length === 0) return attributes;
  const attribute = username.includes('@') ? 'email' : 'phone_number';
  if (!pool.usernameAttributes.includes(attribute)) {
    const wanted = pool.usernameAttributes.map((each) => (each === 'email' ? 'an email' : 'a phone number'));
    throw invalidParameter(`Username should be ${wanted.join(' or ')}.`);
  }
  if ((attributes.get(attribute) ?? username) !== username) {
    throw new AwsError('InvalidParameterException', `User name and ${attribute} do not match.`);
  }
  return new Map([...attributes, [attribute, username]]);
}
