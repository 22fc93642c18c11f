import { confirmByAdministrator } from '../accounts/confirm-sign-up.ts';
import { members, poolOperation } from './operation.ts';

export const adminConfirmSignUp = poolOperation({
  name: 'AdminConfirmSignUp',
  input: { Username: members.username, ClientMetadata: members.clientMetadata.optional() },
  async run(room, pool, { Username, ClientMetadata }) {
    await confirmByAdministrator(room, pool, room.users.get(pool, Username), ClientMetadata);
    return {};
  },
});
