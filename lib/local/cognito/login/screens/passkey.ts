import { AwsError } from '../../../aws-service.ts';
import { respond } from '../../sign-in/respond.ts';
import type { LoginStep } from '../../store/login-transactions.ts';
import { discreet, secretHashOf } from '../login-room.ts';
import { nextStep } from '../next-step.ts';
import type { Outcome, Screen } from '../screen.ts';
import { isLockedOut, toProblem } from '../to-problem.ts';

type PasskeyStep = Extract<LoginStep, { readonly name: 'passkey' }>;

/** The signature of a passkey over a challenge of this visit, which serves once. */
export const passkeyScreen: Screen<PasskeyStep> = {
  form: (_visit, { options }) => ({
    title: 'Use your passkey',
    intro: 'Your device asks for your finger, your face or its PIN. If it knows no passkey, use your password.',
    fields: [],
    ceremony: { method: 'get', options },
    submit: 'Continue',
    alternative: 'Use your password',
    links: [{ to: 'sign-in', text: 'Use another name' }],
  }),
  async submit(room, visit, step, entered) {
    const { pool, client } = visit;
    const { username, coreName, session } = step;
    const credential = entered.get('credential');
    if (entered.has('alternative')) return { kind: 'next', step: { name: 'choose', username } };
    if (credential === undefined) return another(step, 'No passkey came. Try again, or use your password.');
    try {
      const responses = { USERNAME: coreName, CREDENTIAL: credential, ...secretHashOf(room, client, coreName) };
      const request = { pool, client: discreet(client), responses, token: session, clientMetadata: undefined };
      return await nextStep(room, visit, username, await respond(room, 'WEB_AUTHN', request));
    } catch (error) {
      if (!(error instanceof AwsError) || isLockedOut(error)) return toProblem(error);
      return another(step, 'This passkey does not sign you in. Use your password, or try again.');
    }
  },
};

/** The challenge is used up, so the next try begins with another one. */
const another = ({ username }: PasskeyStep, notice: string): Outcome => ({
  ...{ kind: 'next', notice },
  step: { name: 'choose', username },
});
