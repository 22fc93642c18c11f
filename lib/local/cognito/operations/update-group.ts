import { assertOwn, groupMembers, toGroupMembers } from './group-members.ts';
import { members, poolOperation } from './operation.ts';
import { toGroupType } from './shapes.ts';

export const updateGroup = poolOperation({
  name: 'UpdateGroup',
  input: { GroupName: members.groupName, ...groupMembers },
  run(room, pool, { GroupName, ...given }) {
    const group = room.declared.group(pool, GroupName);
    assertOwn(group);
    const stated = Object.entries(toGroupMembers(given)).filter(([, value]) => value !== undefined);
    const changed = { ...group, ...Object.fromEntries(stated), modifiedAt: room.environment.now() };
    room.ownGroups.put(changed);
    pool.groups.set(GroupName, changed);
    return { Group: toGroupType(changed) };
  },
});
