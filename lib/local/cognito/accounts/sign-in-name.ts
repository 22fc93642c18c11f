import { AwsError } from '../../aws-service.ts';
import { invalidParameter } from '../refusals.ts';
import type { UserPool } from '../user-pool.ts';

/**
 * The attributes of a new user with the name to sign in by: in pools where people sign in with an address or a number,
 * that is what `Username` holds.
 *
 * @throws AwsError InvalidParameterException for a name of the wrong form
 */
export function withSignInName(
  pool: UserPool,
  username: string,
  attributes: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  assertNoAlias(pool, username);
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

/** A name must not look like what other people sign in with. */
function assertNoAlias({ aliasAttributes }: UserPool, username: string): void {
  if (aliasAttributes.includes('email') && username.includes('@')) {
    throw invalidParameter('Username cannot be of email format, since user pool is configured for email alias.');
  }
  if (aliasAttributes.includes('phone_number') && /^\+\d+$/.test(username)) {
    throw invalidParameter(
      'Username cannot be of phone number format, since user pool is configured for phone number alias.',
    );
  }
}
