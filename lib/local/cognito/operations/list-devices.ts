import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { toDeviceType } from './device-shapes.ts';
import { members, openOperation } from './operation.ts';
import { pageOf } from './page.ts';

/** The devices that the bearer has remembered. */
export const listDevices = openOperation({
  name: 'ListDevices',
  input: {
    AccessToken: members.accessToken,
    Limit: members.limit.optional(),
    PaginationToken: members.nextToken.optional(),
  },
  async run(room, { AccessToken, Limit, PaginationToken }) {
    const { user } = await verifyAccessToken(room, AccessToken);
    const remembered = room.devices.list(user).filter((device) => device.remembered);
    const { page, next } = pageOf(remembered, Limit, PaginationToken);
    return { Devices: page.map(toDeviceType), ...(next === undefined ? {} : { PaginationToken: next }) };
  },
});
