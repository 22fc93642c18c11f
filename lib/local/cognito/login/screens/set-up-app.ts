import { html } from '../../../html.ts';
import { respond } from '../../sign-in/respond.ts';
import type { LoginStep } from '../../store/login-transactions.ts';
import { callOperation } from '../call-operation.ts';
import { codeField, codeIn } from '../challenge-forms.ts';
import { discreet, secretHashOf } from '../login-room.ts';
import { nextStep } from '../next-step.ts';
import { qrImage } from '../qr/qr-image.ts';
import { isProblems, type Screen } from '../screen.ts';
import { toProblem } from '../to-problem.ts';
import { isOver, startAgain } from './challenge.ts';

type SetUpStep = Extract<LoginStep, { readonly name: 'set-up-app' }>;

/** The first code of a new authenticator app. */
export const setUpAppScreen: Screen<SetUpStep> = {
  form: ({ pool }, { username, secret }) => ({
    title: 'Set up your authenticator app',
    intro: html`<ol>
<li>Scan this with your authenticator app, <a href="${addressOf(pool.name, username, secret)}">open the app on this
device</a>, or enter the key below.
${qrImage(addressOf(pool.name, username, secret), 'QR code of the key below')}
<code class="key">${inGroups(secret)}</code></li>
<li>Enter the code that the app then shows.</li>
</ol>`,
    fields: [codeField],
    submit: 'Verify the code',
    links: [{ to: 'sign-in', text: 'Start again' }],
  }),
  async submit(room, visit, step, entered) {
    const { pool, client } = visit;
    const code = codeIn(entered, (UserCode) => ({ UserCode }));
    if (isProblems(code)) return { kind: 'problem', problems: code };
    try {
      const verified = await callOperation(room, 'verifySoftwareToken', { Session: step.session, ...code });
      const answer = await respond(room, 'MFA_SETUP', {
        ...{ pool, client: discreet(client), token: String(verified['Session']), clientMetadata: undefined },
        responses: { USERNAME: step.username, ...secretHashOf(room, client, step.username) },
      });
      return await nextStep(room, visit, step.username, answer);
    } catch (error) {
      return isOver(error) ? startAgain : toProblem(error, 'code');
    }
  },
};

/** The form that authenticator apps read, from a link as from a QR code. */
const addressOf = (issuer: string, account: string, secret: string): string =>
  `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(account)}?${new URLSearchParams({ secret, issuer })}`;

const inGroups = (secret: string): string => (secret.match(/.{1,4}/g) ?? []).join(' ');
