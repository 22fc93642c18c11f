import { members, poolOperation } from './operation.ts';

export const adminForgetDevice = poolOperation({
  name: 'AdminForgetDevice',
  input: { Username: members.username, DeviceKey: members.deviceKey },
  run(room, pool, { Username, DeviceKey }) {
    room.devices.forget(room.users.get(pool, Username), DeviceKey);
    return {};
  },
});
