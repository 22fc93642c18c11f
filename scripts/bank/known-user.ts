import type { DemoUser, DemoUserName } from './demo-file.ts';
import { enrolUser, subjectOf } from './enrol-user.ts';
import type { Filling } from './filling.ts';
import type { Recalled } from './recall.ts';

/**
 * A user of the bank whose password is known: recalled from an earlier start, or enrolled now.
 *
 * @throws Error when the user is there and was not recalled
 */
export async function knownUser(
  filling: Filling,
  { users, file, fault = 'is of another user of that name' }: Recalled,
  username: DemoUserName,
  group: DemoUser['group'],
): Promise<DemoUser> {
  const { cognito, identity, added } = filling;
  const pool = { cognito, userPoolId: identity.UserPoolId };
  const known = users[username];
  const subject = await subjectOf({ ...pool, username });
  if (subject === undefined) {
    const user = await enrolUser({ ...pool, clientId: identity.CliClientId, username, group });
    added.push(`the user ${username}`);
    return { ...user, accounts: [] };
  }
  if (known?.subject === subject) return known;
  throw new Error(
    `${username} is a user of the bank already, and the password is not known: ${file} ${fault}. ` +
      'Start with an empty bank: npm start -- --fresh',
  );
}
