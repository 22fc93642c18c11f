import type { Room } from '../../room.ts';
import type { LoginStep } from '../../store/login-transactions.ts';
import type { Entered, Form, Outcome, Screen } from '../screen.ts';
import type { Visit } from '../visit.ts';
import { addPasskeyScreen } from './add-passkey.ts';
import { challengeScreen } from './challenge.ts';
import { chooseScreen } from './choose.ts';
import { confirmUserScreen } from './confirm-user.ts';
import { forgotPasswordScreen } from './forgot-password.ts';
import { passkeyScreen } from './passkey.ts';
import { resetPasswordScreen } from './reset-password.ts';
import { setUpAppScreen } from './set-up-app.ts';
import { signInScreen } from './sign-in.ts';
import { signUpScreen } from './sign-up.ts';

const screens: { readonly [Name in LoginStep['name']]: Screen<Extract<LoginStep, { readonly name: Name }>> } = {
  'sign-in': signInScreen,
  challenge: challengeScreen,
  'set-up-app': setUpAppScreen,
  'forgot-password': forgotPasswordScreen,
  'reset-password': resetPasswordScreen,
  'sign-up': signUpScreen,
  'confirm-user': confirmUserScreen,
  choose: chooseScreen,
  passkey: passkeyScreen,
  'add-passkey': addPasskeyScreen,
};

// The table above pairs each step with the screen of its name.
const screenOf = (step: LoginStep): Screen => screens[step.name] as Screen;

export const formOf = (visit: Visit): Form => screenOf(visit.transaction.step).form(visit, visit.transaction.step);

export const submitTo = async (room: Room, visit: Visit, entered: Entered): Promise<Outcome> =>
  screenOf(visit.transaction.step).submit(room, visit, visit.transaction.step, entered);
