import { AwsError } from '../../../aws-service.ts';
import { signInWithPassword } from '../../sign-in/with-password.ts';
import type { LoginStep } from '../../store/login-transactions.ts';
import type { UserPool } from '../../user-pool.ts';
import { identifierField, identifierIn } from '../identifier-field.ts';
import { discreet, secretHashOf } from '../login-room.ts';
import { nextStep } from '../next-step.ts';
import type { Form, Screen } from '../screen.ts';
import { toProblem } from '../to-problem.ts';

export const signInScreen: Screen<Extract<LoginStep, { readonly name: 'sign-in' }>> = {
  form: ({ pool, transaction }) => ({
    title: 'Sign in',
    fields: [
      identifierField(pool, transaction.loginHint),
      { name: 'password', label: 'Password', kind: 'password', autocomplete: 'current-password' },
    ],
    submit: 'Sign in',
    links: linksOf(pool),
  }),
  async submit(room, visit, _step, entered) {
    const { pool, client } = visit;
    const username = identifierIn(pool, entered);
    const password = entered.get('password') ?? '';
    const missing = password === '' ? [{ field: 'password', message: 'Enter your password.' }] : [];
    if (typeof username !== 'string' || missing.length > 0) {
      return { kind: 'problem', problems: [...(typeof username === 'string' ? [] : username), ...missing] };
    }
    try {
      const parameters = {
        USERNAME: username,
        PASSWORD: password.slice(0, 257),
        ...secretHashOf(room, client, username),
      };
      const answer = await signInWithPassword(room, { pool, client: discreet(client), parameters });
      return await nextStep(room, visit, username, answer);
    } catch (error) {
      const code = error instanceof AwsError ? error.code : undefined;
      if (code === 'UserNotConfirmedException') return { kind: 'next', step: { name: 'confirm-user', username } };
      if (code === 'PasswordResetRequiredException')
        return { kind: 'next', step: { name: 'reset-password', username } };
      return toProblem(error);
    }
  },
};

const linksOf = (pool: UserPool): NonNullable<Form['links']> => [
  ...(isRecoverable(pool) ? [{ to: 'forgot-password', text: 'Forgot your password?' } as const] : []),
  ...(pool.adminCreateUserOnly ? [] : [{ to: 'sign-up', text: 'Create an account' } as const]),
];

/** Pools in which only an administrator resets passwords offer nothing. */
export const isRecoverable = ({ recovery }: UserPool): boolean =>
  recovery.length === 0 || recovery.some((each) => each !== 'admin_only');
