import { AwsError } from '../../../aws-service.ts';
import { forgotPassword } from '../../accounts/forgot-password.ts';
import type { LoginStep } from '../../store/login-transactions.ts';
import { identifierField, identifierIn } from '../identifier-field.ts';
import { discreet } from '../login-room.ts';
import { problem, type Screen } from '../screen.ts';
import { isRecoverable } from './sign-in.ts';

/** Asks for a code. What comes of it looks the same for everyone. */
export const forgotPasswordScreen: Screen<Extract<LoginStep, { readonly name: 'forgot-password' }>> = {
  form: ({ pool, transaction }) => ({
    title: 'Reset your password',
    intro: 'We send a code to the address or number that we have of you.',
    fields: [identifierField(pool, transaction.loginHint)],
    submit: 'Send the code',
    links: [{ to: 'sign-in', text: 'Back to sign in' }],
  }),
  async submit(room, { pool, client }, _step, entered) {
    if (!isRecoverable(pool)) return problem('Ask an administrator to reset your password.');
    const username = identifierIn(pool, entered);
    if (typeof username !== 'string') return { kind: 'problem', problems: username };
    try {
      await forgotPassword(room, { pool, client: discreet(client), username, clientMetadata: undefined });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
    const notice = 'If we know you by that name, a code is on its way.';
    return { kind: 'next', step: { name: 'reset-password', username }, notice };
  },
};
