import * as z from 'zod';
import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation } from './operation.ts';

/** Whether a device counts in a sign-in. */
export const rememberedStatus = z.enum(['remembered', 'not_remembered']);

/** What the bearer answered when asked whether the device shall be remembered. */
export const updateDeviceStatus = openOperation({
  name: 'UpdateDeviceStatus',
  input: {
    ...{ AccessToken: members.accessToken, DeviceKey: members.deviceKey },
    DeviceRememberedStatus: rememberedStatus,
  },
  async run(room, { AccessToken, DeviceKey, DeviceRememberedStatus }) {
    const { user } = await verifyAccessToken(room, AccessToken);
    room.devices.setRemembered(user, DeviceKey, DeviceRememberedStatus === 'remembered');
    return {};
  },
});
