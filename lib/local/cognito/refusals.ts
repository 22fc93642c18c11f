import { AwsError } from '../aws-service.ts';

/** What Cognito says when it refuses, code and message as AWS spells them: clients compare both. */
const refusals = {
  'wrong-password': ['NotAuthorizedException', 'Incorrect username or password.'],
  'unknown-user': ['UserNotFoundException', 'User does not exist.'],
  'user-disabled': ['NotAuthorizedException', 'User is disabled.'],
  'locked-out': ['NotAuthorizedException', 'Password attempts exceeded'],
  'temporary-password-expired': [
    'NotAuthorizedException',
    'Temporary password has expired and must be reset by an administrator.',
  ],
  'session-unknown': ['NotAuthorizedException', 'Invalid session for the user.'],
  'session-used': ['NotAuthorizedException', 'Invalid session for the user, session can only be used once.'],
  'session-expired': ['NotAuthorizedException', 'Invalid session for the user, session is expired.'],
  'access-token-invalid': ['NotAuthorizedException', 'Invalid Access Token'],
  'access-token-expired': ['NotAuthorizedException', 'Access Token has expired'],
  'access-token-revoked': ['NotAuthorizedException', 'Access Token has been revoked'],
  'access-token-scope': ['NotAuthorizedException', 'Access Token does not have required scopes'],
  'refresh-token-invalid': ['NotAuthorizedException', 'Invalid Refresh Token'],
  'refresh-token-expired': ['NotAuthorizedException', 'Refresh Token has expired'],
  'refresh-token-revoked': ['NotAuthorizedException', 'Refresh Token has been revoked'],
  'revocation-disabled': ['UnsupportedOperationException', 'Token revocation is not enabled for the client.'],
  'username-taken': ['UsernameExistsException', 'User account already exists'],
  'code-wrong': ['CodeMismatchException', 'Invalid code received for user'],
  'code-used': ['ExpiredCodeException', 'Your software token has already been used once.'],
  'software-token-code-wrong': ['EnableSoftwareTokenMFAException', 'Code mismatch'],
  'software-token-unknown': ['SoftwareTokenMFANotFoundException', 'Software token MFA is not enabled for the user.'],
  'password-in-history': [
    'PasswordHistoryPolicyViolationException',
    'Password has previously been used, choose a different password.',
  ],
} as const satisfies Record<string, readonly [code: string, message: string]>;

export type Refusal = keyof typeof refusals;

export function refusal(reason: Refusal): AwsError {
  const [code, message] = refusals[reason];
  return new AwsError(code, message);
}

/** The request itself is wrong. The message names the member, never its value. */
export const invalidParameter = (message: string): AwsError => new AwsError('InvalidParameterException', message);

export const resourceNotFound = (message: string): AwsError => new AwsError('ResourceNotFoundException', message);
