import { members, poolOperation } from './operation.ts';
import { toGroupType } from './shapes.ts';

export const getGroup = poolOperation({
  name: 'GetGroup',
  input: { GroupName: members.groupName },
  run: (room, pool, { GroupName }) => ({ Group: toGroupType(room.declared.group(pool, GroupName)) }),
});
