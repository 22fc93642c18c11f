import { members, poolOperation } from './operation.ts';
import { pageOf } from './page.ts';
import { toGroupType } from './shapes.ts';

export const adminListGroupsForUser = poolOperation({
  name: 'AdminListGroupsForUser',
  input: {
    Username: members.username,
    Limit: members.limit.optional(),
    NextToken: members.nextToken.optional(),
  },
  run(room, pool, { Username, Limit, NextToken }) {
    const groups = room.memberships.groupsOf(pool, room.users.get(pool, Username));
    const { page, next } = pageOf(groups, Limit, NextToken);
    return { Groups: page.map(toGroupType), ...(next === undefined ? {} : { NextToken: next }) };
  },
});
