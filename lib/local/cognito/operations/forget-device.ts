import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation } from './operation.ts';

/** Stops to track a device of the bearer: what signed in on it refreshes no more. */
export const forgetDevice = openOperation({
  name: 'ForgetDevice',
  input: { AccessToken: members.accessToken, DeviceKey: members.deviceKey },
  async run(room, { AccessToken, DeviceKey }) {
    const { user } = await verifyAccessToken(room, AccessToken);
    room.devices.forget(user, DeviceKey);
    return {};
  },
});
