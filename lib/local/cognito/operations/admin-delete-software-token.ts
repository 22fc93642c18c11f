import { refusal } from '../refusals.ts';
import { members, poolOperation } from './operation.ts';

/** For who lost the phone: the authenticator app counts no more, and where the pool requires one another is set up. */
export const adminDeleteSoftwareToken = poolOperation({
  name: 'AdminDeleteSoftwareToken',
  input: { Username: members.username },
  run(room, pool, { Username }) {
    if (!room.softwareTokens.delete(room.users.get(pool, Username))) throw refusal('software-token-missing');
    return {};
  },
});
