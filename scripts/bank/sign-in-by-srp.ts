import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js';
import type { DemoFile, DemoUser } from './demo-file.ts';
import { codesToTry } from './totp.ts';

/**
 * Signs in with SRP, so that the password never leaves this process, and a one-time password. The library speaks `fetch`;
 * see `trust` for the local certificate authority.
 */
export async function signInBySrp(
  demo: DemoFile,
  user: DemoUser,
): Promise<{ readonly accessToken: string; readonly idToken: string }> {
  const pool = new CognitoUserPool({
    UserPoolId: demo.userPoolId,
    ClientId: demo.clients.app.clientId,
    endpoint: demo.awsEndpoint,
  });
  let refusal: unknown;
  for await (const code of codesToTry(user.totpSecret)) {
    try {
      const session = await authenticate(pool, user, code);
      return { accessToken: session.getAccessToken().getJwtToken(), idToken: session.getIdToken().getJwtToken() };
    } catch (error) {
      refusal = error;
    }
  }
  throw refusal;
}

function authenticate(pool: CognitoUserPool, user: DemoUser, code: string): Promise<CognitoUserSession> {
  const cognitoUser = new CognitoUser({ Username: user.username, Pool: pool });
  return new Promise((onSuccess, onFailure) => {
    cognitoUser.authenticateUser(new AuthenticationDetails({ Username: user.username, Password: user.password }), {
      onSuccess,
      onFailure,
      totpRequired: () => cognitoUser.sendMFACode(code, { onSuccess, onFailure }, 'SOFTWARE_TOKEN_MFA'),
    });
  });
}
