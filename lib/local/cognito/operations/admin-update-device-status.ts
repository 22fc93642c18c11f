import { members, poolOperation } from './operation.ts';
import { rememberedStatus } from './update-device-status.ts';

export const adminUpdateDeviceStatus = poolOperation({
  name: 'AdminUpdateDeviceStatus',
  input: { Username: members.username, DeviceKey: members.deviceKey, DeviceRememberedStatus: rememberedStatus },
  run(room, pool, { Username, DeviceKey, DeviceRememberedStatus }) {
    room.devices.setRemembered(room.users.get(pool, Username), DeviceKey, DeviceRememberedStatus === 'remembered');
    return {};
  },
});
