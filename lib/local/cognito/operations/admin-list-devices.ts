import { toAdminDeviceType } from './device-shapes.ts';
import { members, poolOperation } from './operation.ts';
import { pageOf } from './page.ts';

/** Every device of a user, remembered or only tracked. */
export const adminListDevices = poolOperation({
  name: 'AdminListDevices',
  input: {
    Username: members.username,
    Limit: members.limit.optional(),
    PaginationToken: members.nextToken.optional(),
  },
  run(room, pool, { Username, Limit, PaginationToken }) {
    const user = room.users.get(pool, Username);
    const { page, next } = pageOf(room.devices.list(user), Limit, PaginationToken);
    return {
      Devices: page.map((device) => toAdminDeviceType(room, pool, user, device)),
      ...(next === undefined ? {} : { PaginationToken: next }),
    };
  },
});
