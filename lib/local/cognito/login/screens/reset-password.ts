import { AwsError } from '../../../aws-service.ts';
import { confirmForgotPassword } from '../../accounts/confirm-forgot-password.ts';
import type { LoginStep } from '../../store/login-transactions.ts';
import { assertPasswordPolicy } from '../../store/password-policy.ts';
import { codeField, codeIn } from '../challenge-forms.ts';
import { discreet } from '../login-room.ts';
import { newPassword, newPasswordFields } from '../new-password.ts';
import { isProblems, problem, type Screen } from '../screen.ts';
import { toProblem } from '../to-problem.ts';

/** The code that was sent, and the password that it allows to set. */
export const resetPasswordScreen: Screen<Extract<LoginStep, { readonly name: 'reset-password' }>> = {
  form: ({ pool }) => ({
    title: 'Choose a new password',
    fields: [codeField, ...newPasswordFields(pool.passwordPolicy)],
    submit: 'Change password',
    links: [
      { to: 'forgot-password', text: 'Send another code' },
      { to: 'sign-in', text: 'Back to sign in' },
    ],
  }),
  async submit(room, { pool, client }, { username }, entered) {
    const code = codeIn(entered, (given) => ({ code: given }));
    const password = newPassword(entered);
    if (isProblems(code) || typeof password !== 'string') {
      const wrong = [isProblems(code) ? code : [], typeof password === 'string' ? [] : password];
      return { kind: 'problem', problems: wrong.flat() };
    }
    try {
      // Judged first, so that its refusal is the same whether the user exists or not.
      assertPasswordPolicy(pool.passwordPolicy, password);
    } catch (error) {
      return toProblem(error, 'new-password');
    }
    try {
      const reset = { pool, client: discreet(client), username, ...code, password, clientMetadata: undefined };
      await confirmForgotPassword(room, reset);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      // Only who had the right code learns that the password is an old one.
      if (error.code === 'PasswordHistoryPolicyViolationException') return toProblem(error, 'new-password');
      return problem('The code is wrong or no longer valid.', 'code');
    }
    return { kind: 'next', step: { name: 'sign-in' }, notice: 'Your password is changed. Sign in with it.' };
  },
};
