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
  'name-taken': ['UsernameExistsException', 'User already exists'],
  'email-taken': ['UsernameExistsException', 'An account with the given email already exists.'],
  'phone-number-taken': ['UsernameExistsException', 'An account with the given phone_number already exists.'],
  'email-alias-taken': ['AliasExistsException', 'An account with the email already exists.'],
  'phone-number-alias-taken': ['AliasExistsException', 'An account with the phone_number already exists.'],
  'preferred-username-alias-taken': ['AliasExistsException', 'Already found an entry for username'],
  'user-unconfirmed': ['UserNotConfirmedException', 'User is not confirmed.'],
  'password-reset-required': ['PasswordResetRequiredException', 'Password reset required for the user'],
  'user-not-resettable': ['NotAuthorizedException', 'User password cannot be reset in the current state.'],
  'no-recovery-contact': [
    'InvalidParameterException',
    'Cannot reset password for the user as there is no registered/verified email or phone_number',
  ],
  'sign-up-closed': ['NotAuthorizedException', 'SignUp is not permitted for this user pool'],
  'already-confirmed': ['InvalidParameterException', 'User is already confirmed.'],
  'no-combination': ['UserNotFoundException', 'Username/client id combination not found.'],
  'code-mismatch': ['CodeMismatchException', 'Invalid verification code provided, please try again.'],
  'code-expired': ['ExpiredCodeException', 'Invalid code provided, please request a code again.'],
  'too-many-requests': ['LimitExceededException', 'Attempt limit exceeded, please try after some time.'],
  'too-many-guesses': ['TooManyFailedAttemptsException', 'Too many failed attempts, please try after some time.'],
  'attribute-unauthorized': ['NotAuthorizedException', 'A client attempted to write unauthorized attribute'],
  'refresh-token-reused': ['RefreshTokenReuseException', 'Refresh Token has been used before and was rotated'],
  'device-unknown': ['ResourceNotFoundException', 'Device does not exist.'],
  'device-exists': ['DeviceKeyExistsException', 'Device key already exists.'],
  'device-key-invalid': ['InvalidParameterException', 'Invalid device key given.'],
  'passkeys-off': ['WebAuthnNotEnabledException', 'Passkeys are not enabled for the user pool.'],
  'passkeys-unconfigured': [
    'WebAuthnConfigurationMissingException',
    'The user pool has neither a relying party id nor a domain.',
  ],
  'passkey-challenge': [
    'WebAuthnChallengeNotFoundException',
    'There is no such challenge, or it was used or has expired.',
  ],
  'passkey-client': ['WebAuthnClientMismatchException', 'The challenge was given to another app client.'],
  'passkey-origin': ['WebAuthnOriginNotAllowedException', 'The origin does not belong to the relying party.'],
  'passkey-relying-party': ['WebAuthnRelyingPartyMismatchException', 'The credential is for another relying party.'],
  'passkey-unsupported': [
    'WebAuthnCredentialNotSupportedException',
    'The credential is of a kind that is not supported.',
  ],
  'passkey-limit': ['LimitExceededException', 'A user can have 20 passkeys.'],
  'passkey-known': ['InvalidParameterException', 'The credential is registered already.'],
  'passkey-unknown': ['ResourceNotFoundException', 'The credential does not exist.'],
  'group-exists': ['GroupExistsException', 'A group with the name already exists.'],
  'delivery-failed': ['CodeDeliveryFailureException', 'Unable to deliver the message'],
  'no-custom-auth': ['InvalidLambdaResponseException', 'Unrecognizable lambda output'],
  'code-wrong': ['CodeMismatchException', 'Invalid code received for user'],
  'code-used': ['ExpiredCodeException', 'Your software token has already been used once.'],
  'software-token-code-wrong': ['EnableSoftwareTokenMFAException', 'Code mismatch'],
  'software-token-unknown': ['SoftwareTokenMFANotFoundException', 'Software token MFA is not enabled for the user.'],
  'software-token-missing': ['ResourceNotFoundException', 'The user has no software token.'],
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
