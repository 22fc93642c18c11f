import { AwsError } from '../../../aws-service.ts';
import { isChallenge, parseClientData } from '../../passkeys/client-data.ts';
import { registration } from '../../passkeys/credential.ts';
import { closeRegistration } from '../../passkeys/registration.ts';
import { invalidParameter } from '../../refusals.ts';
import type { Room } from '../../room.ts';
import { activeFactors } from '../../sign-in/second-factors.ts';
import type { LoginStep } from '../../store/login-transactions.ts';
import type { User } from '../../store/users.ts';
import { openAddPasskey, tooManyPasskeys } from '../open-add-passkey.ts';
import { type Outcome, problem, type Screen } from '../screen.ts';
import type { Visit } from '../visit.ts';

type AddStep = Extract<LoginStep, { readonly name: 'add-passkey' }>;

/** A passkey for whoever is signed in, still, as the one for whom it was begun. */
export const addPasskeyScreen: Screen<AddStep> = {
  form: (_visit, { options }) => ({
    title: 'Add a passkey',
    intro: 'With a passkey you sign in by your finger, your face or the PIN of your device, without password and code.',
    fields: [],
    ceremony: { method: 'create', options },
    submit: 'Create a passkey',
    alternative: 'Not now',
  }),
  submit(room, visit, step, entered) {
    if (entered.has('alternative')) return { kind: 'leave' };
    const user = visit.signedIn?.user;
    if (user === undefined || user.sub !== step.sub) return { kind: 'next', step: { name: 'sign-in' }, notice: gone };
    try {
      register(room, visit, user, { challenge: step.challenge, credential: entered.get('credential') });
      return { kind: 'leave' };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return tryAgain(room, visit, user);
    }
  },
};

const gone = 'You are signed in no more. Sign in to add a passkey.';

/** The challenge is used up, so the next try begins with another one. */
function tryAgain(room: Room, visit: Visit, user: User): Outcome {
  const notice = 'The passkey was not added. Try again, or leave it for now.';
  try {
    return { kind: 'next', step: openAddPasskey(room, visit, user), notice };
  } catch (error) {
    if (error instanceof AwsError) return problem(tooManyPasskeys);
    throw error;
  }
}

/** @throws AwsError for a credential that was not made for this visit, on this page, by an authenticator that verifies */
function register(
  room: Room,
  { pool, client }: Visit,
  user: User,
  { challenge, credential }: { readonly challenge: string; readonly credential: string | undefined },
): void {
  const made = registration.safeParse(parseJson(credential));
  if (!made.success) throw invalidParameter('this is no public key credential');
  // That of another visit of the same user may be open too.
  const { challenge: signed } = parseClientData(made.data.response.clientDataJSON);
  if (!isChallenge(signed, challenge)) throw invalidParameter('the credential was made for another visit');
  closeRegistration(room, { pool, client, user }, made.data);
  // Without it the passkey would sign nobody in where two factors are required.
  const isBoth = pool.passkeys.multiFactor && activeFactors(room, pool, user).length > 0;
  if (isBoth) room.passkeys.setBothFactors(user, true);
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
