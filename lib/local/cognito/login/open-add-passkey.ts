import { openRegistration } from '../passkeys/registration.ts';
import type { Room } from '../room.ts';
import type { LoginStep } from '../store/login-transactions.ts';
import type { User } from '../store/users.ts';
import type { Visit } from './visit.ts';

/** For whoever has twenty, as on AWS. */
export const tooManyPasskeys = 'You have as many passkeys as one may have.';

/** @throws AwsError LimitExceededException for whoever has as many as one may have */
export function openAddPasskey(
  room: Room,
  { pool, client }: Pick<Visit, 'pool' | 'client'>,
  user: User,
): Extract<LoginStep, { readonly name: 'add-passkey' }> {
  const options = openRegistration(room, { pool, client, user });
  return {
    ...{ name: 'add-passkey', sub: user.sub, challenge: String(options['challenge']) },
    options: JSON.stringify(options),
  };
}
