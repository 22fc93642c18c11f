import { html } from '../../../html.ts';
import type { LoginStep } from '../../store/login-transactions.ts';
import { askForPasskey } from '../ask-for-passkey.ts';
import type { Screen } from '../screen.ts';
import { passwordField, passwordIn, signInByPassword } from '../sign-in-by-password.ts';
import { toProblem } from '../to-problem.ts';
import { signInLinks } from './sign-in.ts';

/** Password or passkey: offered to every name, whoever bears it and whatever they have. */
export const chooseScreen: Screen<Extract<LoginStep, { readonly name: 'choose' }>> = {
  form: ({ pool }, { username }) => ({
    title: 'Choose how to sign in',
    intro: html`<p>You are signing in as <strong>${username}</strong>.</p>`,
    fields: [passwordField],
    submit: 'Sign in',
    alternative: 'Use a passkey',
    links: [{ to: 'sign-in', text: 'Use another name' }, ...signInLinks(pool)],
  }),
  async submit(room, visit, { username }, entered) {
    if (entered.has('alternative')) {
      try {
        return { kind: 'next', step: await askForPasskey(room, visit, username) };
      } catch (error) {
        return toProblem(error);
      }
    }
    const password = passwordIn(entered);
    if (typeof password !== 'string') return { kind: 'problem', problems: password };
    return signInByPassword(room, visit, username, password);
  },
};
