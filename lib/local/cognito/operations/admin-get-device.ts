import { toAdminDeviceType } from './device-shapes.ts';
import { members, poolOperation } from './operation.ts';

export const adminGetDevice = poolOperation({
  name: 'AdminGetDevice',
  input: { Username: members.username, DeviceKey: members.deviceKey },
  run(room, pool, { Username, DeviceKey }) {
    const user = room.users.get(pool, Username);
    return { Device: toAdminDeviceType(room, pool, user, room.devices.get(user, DeviceKey)) };
  },
});
