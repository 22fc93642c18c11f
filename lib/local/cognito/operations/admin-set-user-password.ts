import * as z from 'zod';
import { members, poolOperation } from './operation.ts';

/** Sets a password: a permanent one confirms the user, any other must be changed at the next sign-in. */
export const adminSetUserPassword = poolOperation({
  name: 'AdminSetUserPassword',
  input: { Username: members.username, Password: members.password, Permanent: z.boolean().optional() },
  async run(room, pool, { Username, Password, Permanent = false }) {
    const user = room.users.get(pool, Username);
    const prepared = await room.passwords.prepare(pool, user, Password);
    room.database.transaction(() => {
      room.passwords.put(pool, user, prepared, { temporary: !Permanent });
      room.users.setStatus(user, Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD');
    });
    return {};
  },
});
