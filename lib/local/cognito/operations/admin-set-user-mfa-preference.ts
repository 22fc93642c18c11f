import { mfaSettings, setMfaPreference } from '../accounts/set-mfa-preference.ts';
import { members, poolOperation } from './operation.ts';

export const adminSetUserMfaPreference = poolOperation({
  name: 'AdminSetUserMFAPreference',
  input: { Username: members.username, ...mfaSettings },
  run(room, pool, { Username, ...settings }) {
    setMfaPreference(room, pool, room.users.get(pool, Username), settings);
    return {};
  },
});
