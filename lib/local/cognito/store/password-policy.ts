import { AwsError } from '../../aws-service.ts';
import type { PasswordPolicy } from '../user-pool.ts';

/** The characters that Cognito counts as symbols, the space inside included. */
const symbol = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

/** One rule, one row, in the order in which AWS complains. */
const rules: readonly { readonly message: string; readonly broken: (policy: PasswordPolicy, it: string) => boolean }[] =
  [
    { message: 'Password not long enough', broken: (policy, it) => !([...it].length >= policy.minimumLength) },
    {
      message: 'Password must have lowercase characters',
      broken: (policy, it) => policy.requireLowercase && !/[a-z]/.test(it),
    },
    {
      message: 'Password must have uppercase characters',
      broken: (policy, it) => policy.requireUppercase && !/[A-Z]/.test(it),
    },
    {
      message: 'Password must have numeric characters',
      broken: (policy, it) => policy.requireNumbers && !/[0-9]/.test(it),
    },
    {
      message: 'Password must have symbol characters',
      broken: (policy, it) => policy.requireSymbols && !symbol.test(it),
    },
  ];

/** @throws AwsError InvalidPasswordException for the first rule that the password breaks */
export function assertPasswordPolicy(policy: PasswordPolicy, password: string): void {
  const broken = rules.find((rule) => rule.broken(policy, password));
  if (broken !== undefined) {
    throw new AwsError('InvalidPasswordException', `Password did not conform with policy: ${broken.message}`);
  }
}
