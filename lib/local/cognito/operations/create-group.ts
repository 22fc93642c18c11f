import { refusal } from '../refusals.ts';
import type { Group } from '../user-pool.ts';
import { groupMembers, toGroupMembers } from './group-members.ts';
import { members, poolOperation } from './operation.ts';
import { toGroupType } from './shapes.ts';

/** A group beside those of the template; it outlives a restart. */
export const createGroup = poolOperation({
  name: 'CreateGroup',
  input: { GroupName: members.groupName, ...groupMembers },
  run(room, pool, { GroupName, ...given }) {
    if (pool.groups.has(GroupName)) throw refusal('group-exists');
    const now = room.environment.now();
    const times = { declaredAt: now, modifiedAt: now };
    const group: Group = { userPoolId: pool.id, name: GroupName, ...toGroupMembers(given), ...times, own: true };
    room.ownGroups.put(group);
    pool.groups.set(GroupName, group);
    return { Group: toGroupType(group) };
  },
});
