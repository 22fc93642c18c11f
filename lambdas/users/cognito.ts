import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { environment } from '../../lib/contract/index.ts';
import { requiredVariable } from '../required-variable.ts';

/** One client for the life of a function. A call that hangs must end well before the handler's own time is up. */
export const cognito = new CognitoIdentityProviderClient({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
});

/** The pool whose users the bank knows. */
export const userPoolId = (): string => requiredVariable(environment.userPoolId);
