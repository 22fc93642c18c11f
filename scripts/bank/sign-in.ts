import {
  type AuthenticationResultType,
  CodeMismatchException,
  type CognitoIdentityProviderClient,
  ExpiredCodeException,
  InitiateAuthCommand,
  NotAuthorizedException,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { DemoUser } from './demo-file.ts';
import { codesToTry } from './totp.ts';

/**
 * Signs a user in with password and one-time password, as the command-line client may.
 *
 * @throws the service's exception when no code of the accepted window is left
 */
export async function signIn(
  cognito: CognitoIdentityProviderClient,
  clientId: string,
  user: Pick<DemoUser, 'username' | 'password' | 'totpSecret'>,
): Promise<AuthenticationResultType> {
  let refusal: unknown;
  for await (const code of codesToTry(user.totpSecret)) {
    const { Session } = await cognito.send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: clientId,
        AuthParameters: { USERNAME: user.username, PASSWORD: user.password },
      }),
    );
    try {
      const { AuthenticationResult } = await cognito.send(
        new RespondToAuthChallengeCommand({
          ClientId: clientId,
          ChallengeName: 'SOFTWARE_TOKEN_MFA',
          Session,
          ChallengeResponses: {
            USERNAME: user.username,
            SOFTWARE_TOKEN_MFA_CODE: code,
          },
        }),
      );
      if (AuthenticationResult !== undefined) return AuthenticationResult;
    } catch (error) {
      if (!isUsedCode(error)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

const isUsedCode = (error: unknown): boolean =>
  error instanceof CodeMismatchException ||
  error instanceof ExpiredCodeException ||
  (error instanceof NotAuthorizedException && /code/i.test(error.message));
