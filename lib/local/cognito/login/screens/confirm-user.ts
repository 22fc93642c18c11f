import { AwsError } from '../../../aws-service.ts';
import { confirmSignUp } from '../../accounts/confirm-sign-up.ts';
import { resendConfirmationCode } from '../../accounts/resend-confirmation-code.ts';
import type { LoginStep } from '../../store/login-transactions.ts';
import { codeField, codeIn } from '../challenge-forms.ts';
import { discreet } from '../login-room.ts';
import { isProblems, problem, type Screen } from '../screen.ts';

/** The code that proves an address or number after a sign-up. */
export const confirmUserScreen: Screen<Extract<LoginStep, { readonly name: 'confirm-user' }>> = {
  form: () => ({
    title: 'Confirm your account',
    intro: 'Enter the code that we sent you.',
    fields: [codeField],
    submit: 'Confirm',
    alternative: 'Send another code',
    links: [{ to: 'sign-in', text: 'Back to sign in' }],
  }),
  async submit(room, { pool, client }, step, entered) {
    const who = { pool, client: discreet(client), username: step.username, clientMetadata: undefined };
    if (entered.has('alternative')) {
      await withoutRefusals(() => resendConfirmationCode(room, who));
      return { kind: 'next', step, notice: 'If the account waits to be confirmed, another code is on its way.' };
    }
    const code = codeIn(entered, (given) => ({ code: given }));
    if (isProblems(code)) return { kind: 'problem', problems: code };
    const confirmation = { ...who, ...code, forceAliasCreation: false };
    const confirmed = await withoutRefusals(() => confirmSignUp(room, confirmation));
    if (!confirmed) return problem('The code is wrong or no longer valid.', 'code');
    return { kind: 'next', step: { name: 'sign-in' }, notice: 'Your account is confirmed. Sign in.' };
  },
};

/** @returns whether it was done; why not would tell who exists */
async function withoutRefusals(action: () => Promise<unknown>): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}
