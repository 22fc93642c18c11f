import type { LoginStep } from '../../store/login-transactions.ts';
import type { UserPool } from '../../user-pool.ts';
import { identifierField, identifierIn } from '../identifier-field.ts';
import type { Form, Screen } from '../screen.ts';
import { passwordField, passwordIn, signInByPassword } from '../sign-in-by-password.ts';

/** Name and password; or, where people choose how to begin, the name alone, and the same next page for every name. */
export const signInScreen: Screen<Extract<LoginStep, { readonly name: 'sign-in' }>> = {
  form: ({ pool, transaction, passkeys }) => ({
    title: 'Sign in',
    fields: [identifierField(pool, transaction.loginHint), ...(passkeys ? [] : [passwordField])],
    submit: passkeys ? 'Continue' : 'Sign in',
    links: signInLinks(pool),
  }),
  async submit(room, visit, _step, entered) {
    const username = identifierIn(visit.pool, entered);
    if (visit.passkeys) {
      return typeof username === 'string'
        ? { kind: 'next', step: { name: 'choose', username } }
        : { kind: 'problem', problems: username };
    }
    const password = passwordIn(entered);
    if (typeof username !== 'string' || typeof password !== 'string') {
      return {
        kind: 'problem',
        problems: [username, password].flatMap((each) => (typeof each === 'string' ? [] : each)),
      };
    }
    return signInByPassword(room, visit, username, password);
  },
};

export const signInLinks = (pool: UserPool): NonNullable<Form['links']> => [
  ...(isRecoverable(pool) ? [{ to: 'forgot-password', text: 'Forgot your password?' } as const] : []),
  ...(pool.adminCreateUserOnly ? [] : [{ to: 'sign-up', text: 'Create an account' } as const]),
];

/** Pools in which only an administrator resets passwords offer nothing. */
export const isRecoverable = ({ recovery }: UserPool): boolean =>
  recovery.length === 0 || recovery.some((each) => each !== 'admin_only');
