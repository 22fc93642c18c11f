import type { PasswordPolicy } from '../user-pool.ts';
import type { Entered, Field, FormProblem } from './screen.ts';

/** The password twice, since nobody sees what they type. */
export const newPasswordFields = (policy: PasswordPolicy): readonly Field[] => [
  {
    ...{ name: 'new-password', label: 'New password', kind: 'password', autocomplete: 'new-password' },
    hint: describePolicy(policy),
  },
  { name: 'repeated-password', label: 'New password again', kind: 'password', autocomplete: 'new-password' },
];

/** @returns the password, or what is wrong with the pair; the pool's policy is the core's to judge */
export function newPassword(entered: Entered): string | readonly FormProblem[] {
  const password = entered.get('new-password') ?? '';
  if (password === '') return [{ field: 'new-password', message: 'Enter a new password.' }];
  if (!(password.length <= 256) || !/^\S(?:.*\S)?$/su.test(password)) {
    return [{ field: 'new-password', message: 'A password has no space at its ends and at most 256 characters.' }];
  }
  if (entered.get('repeated-password') === password) return password;
  return [{ field: 'repeated-password', message: 'The two passwords differ.' }];
}

function describePolicy(policy: PasswordPolicy): string {
  const kinds = [
    policy.requireLowercase && 'a lower-case letter',
    policy.requireUppercase && 'an upper-case letter',
    policy.requireNumbers && 'a digit',
    policy.requireSymbols && 'a symbol',
  ].filter((kind) => kind !== false);
  const length = `At least ${policy.minimumLength} characters`;
  return kinds.length === 0 ? `${length}.` : `${length}, with ${kinds.join(', ')}.`;
}
