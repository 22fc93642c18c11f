import { randomBytes } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AssociateSoftwareTokenCommand,
  type CognitoIdentityProviderClient,
  EnableSoftwareTokenMFAException,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  UserNotFoundException,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { DemoUser } from './demo-file.ts';
import { totpAt } from './totp.ts';

/** Long, and with a letter of each kind whatever the random part holds. */
const newPassword = () => `Aa1-${randomBytes(18).toString('base64url')}`;

/**
 * Makes a user as an operator would, and follows the invitation as the user would: temporary password, new password,
 * second factor.
 */
export async function enrolUser(options: {
  readonly cognito: CognitoIdentityProviderClient;
  readonly userPoolId: string;
  /** A client that allows USER_PASSWORD_AUTH. */
  readonly clientId: string;
  readonly username: string;
  readonly group: DemoUser['group'];
}): Promise<Omit<DemoUser, 'accounts'>> {
  const { cognito, userPoolId, clientId, username, group } = options;
  const user = { UserPoolId: userPoolId, Username: username };
  const temporary = newPassword();
  await cognito.send(
    new AdminCreateUserCommand({
      ...user,
      TemporaryPassword: temporary,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: `${username}@example.com` },
        { Name: 'email_verified', Value: 'true' },
      ],
    }),
  );
  await cognito.send(new AdminAddUserToGroupCommand({ ...user, GroupName: group }));

  const password = newPassword();
  const first = await cognito.send(
    new InitiateAuthCommand({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: clientId,
      AuthParameters: { USERNAME: username, PASSWORD: temporary },
    }),
  );
  const second = await cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId: clientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: first.Session,
      ChallengeResponses: { USERNAME: username, NEW_PASSWORD: password },
    }),
  );
  const { SecretCode: totpSecret = '', Session } = await cognito.send(
    new AssociateSoftwareTokenCommand({ Session: second.Session }),
  );
  const verify = () =>
    cognito.send(new VerifySoftwareTokenCommand({ Session, UserCode: totpAt(totpSecret, Date.now(), -1) }));
  // The code of the step before: it is still accepted, and leaves the one of now to the first sign-in. A step that ends
  // on the way makes it too old once, and not twice.
  const verified = await verify().catch((error: unknown) => {
    if (error instanceof EnableSoftwareTokenMFAException) return verify();
    throw error;
  });
  await cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId: clientId,
      ChallengeName: 'MFA_SETUP',
      Session: verified.Session,
      ChallengeResponses: { USERNAME: username },
    }),
  );
  const subject = await subjectOf({ cognito, userPoolId, username });
  if (subject === undefined) throw new Error(`the pool tells no sub of ${username}`);
  return { username, password, totpSecret, subject, group };
}

/** The `sub` of a user, undefined when the pool has no such user. */
export async function subjectOf(options: {
  readonly cognito: CognitoIdentityProviderClient;
  readonly userPoolId: string;
  readonly username: string;
}): Promise<string | undefined> {
  const { cognito, userPoolId: UserPoolId, username: Username } = options;
  try {
    const { UserAttributes = [] } = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username }));
    return UserAttributes.find(({ Name }) => Name === 'sub')?.Value;
  } catch (error) {
    if (error instanceof UserNotFoundException) return undefined;
    throw error;
  }
}
