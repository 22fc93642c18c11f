import { AwsError } from '../../aws-service.ts';
import { refusal } from '../refusals.ts';
import { type Outcome, problem } from './screen.ts';

const wrongPassword = 'The user name or the password is wrong.';
const wrongCode = 'The code is wrong or no longer valid. Enter the newest one.';
const tooMany = 'Too many attempts. Wait a while, then try again.';

/**
 * What the page says for what the core refuses. Nothing tells a user who exists from one who does not, and no message of
 * a trigger is shown.
 */
const messages = new Map<string, (message: string) => string>([
  ['NotAuthorizedException', () => wrongPassword],
  ['UserNotFoundException', () => wrongPassword],
  ['CodeMismatchException', () => wrongCode],
  ['ExpiredCodeException', () => wrongCode],
  ['EnableSoftwareTokenMFAException', () => wrongCode],
  // Rules of the pool, the same for everyone.
  ['InvalidPasswordException', (message) => message.replace('Password did not conform with policy: ', '')],
  ['PasswordHistoryPolicyViolationException', () => 'You have used this password before. Choose another.'],
  ['InvalidParameterException', () => 'What you entered is not accepted. Check it and try again.'],
  ['LimitExceededException', () => tooMany],
  ['TooManyRequestsException', () => tooMany],
  ['TooManyFailedAttemptsException', () => tooMany],
]);

const lockedOut = refusal('locked-out').message;

export const isLockedOut = (error: unknown): boolean =>
  error instanceof AwsError && error.code === 'NotAuthorizedException' && error.message === lockedOut;

/** @throws what is no refusal of the core: it becomes a 500 that says nothing */
export function toProblem(error: unknown, field?: string): Outcome {
  if (!(error instanceof AwsError)) throw error;
  if (isLockedOut(error)) return problem(tooMany);
  const say = messages.get(error.code) ?? (() => 'The sign-in was refused.');
  return problem(say(error.message), field);
}
