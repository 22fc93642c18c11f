import { assertOwn } from './group-members.ts';
import { members, poolOperation } from './operation.ts';

export const deleteGroup = poolOperation({
  name: 'DeleteGroup',
  input: { GroupName: members.groupName },
  run(room, pool, { GroupName }) {
    const group = room.declared.group(pool, GroupName);
    assertOwn(group);
    room.ownGroups.delete(group);
    pool.groups.delete(GroupName);
    return {};
  },
});
