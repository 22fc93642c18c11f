import { refusal } from '../refusals.ts';
import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { toDeviceType } from './device-shapes.ts';
import { members, openOperation } from './operation.ts';

/** A device that the bearer has remembered; one that is only tracked is for administrators to see, as on AWS. */
export const getDevice = openOperation({
  name: 'GetDevice',
  input: { AccessToken: members.accessToken, DeviceKey: members.deviceKey },
  async run(room, { AccessToken, DeviceKey }) {
    const { user } = await verifyAccessToken(room, AccessToken);
    const device = room.devices.get(user, DeviceKey);
    if (!device.remembered) throw refusal('device-unknown');
    return { Device: toDeviceType(device) };
  },
});
