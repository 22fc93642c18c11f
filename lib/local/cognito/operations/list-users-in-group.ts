import { members, poolOperation } from './operation.ts';
import { pageOf } from './page.ts';
import { toUserType } from './shapes.ts';

export const listUsersInGroup = poolOperation({
  name: 'ListUsersInGroup',
  input: {
    GroupName: members.groupName,
    Limit: members.limit.optional(),
    NextToken: members.nextToken.optional(),
  },
  run(room, pool, { GroupName, Limit, NextToken }) {
    const users = room.memberships.usersIn(room.declared.group(pool, GroupName));
    const { page, next } = pageOf(users, Limit, NextToken);
    return { Users: page.map(toUserType), ...(next === undefined ? {} : { NextToken: next }) };
  },
});
