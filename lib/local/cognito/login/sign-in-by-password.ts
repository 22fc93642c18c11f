import { AwsError } from '../../aws-service.ts';
import type { Room } from '../room.ts';
import { signInWithPassword } from '../sign-in/with-password.ts';
import { discreet, secretHashOf } from './login-room.ts';
import { nextStep } from './next-step.ts';
import type { Entered, Field, FormProblem, Outcome } from './screen.ts';
import { toProblem } from './to-problem.ts';
import type { Visit } from './visit.ts';

export const passwordField: Field = {
  ...{ name: 'password', label: 'Password', kind: 'password', autocomplete: 'current-password' },
};

/** @returns the password, cut where no password goes on, or what is wrong with it */
export function passwordIn(entered: Entered): string | readonly FormProblem[] {
  const password = entered.get('password') ?? '';
  return password === '' ? [{ field: 'password', message: 'Enter your password.' }] : password.slice(0, 257);
}

/** What comes of a name with a password. */
export async function signInByPassword(room: Room, visit: Visit, username: string, password: string): Promise<Outcome> {
  const { pool, client } = visit;
  try {
    const parameters = { USERNAME: username, PASSWORD: password, ...secretHashOf(room, client, username) };
    const answer = await signInWithPassword(room, { pool, client: discreet(client), parameters });
    return await nextStep(room, visit, username, answer);
  } catch (error) {
    const code = error instanceof AwsError ? error.code : undefined;
    if (code === 'UserNotConfirmedException') return { kind: 'next', step: { name: 'confirm-user', username } };
    if (code === 'PasswordResetRequiredException') return { kind: 'next', step: { name: 'reset-password', username } };
    return toProblem(error);
  }
}
