import { members, poolOperation } from './operation.ts';
import { pageOf } from './page.ts';
import { toGroupType } from './shapes.ts';

export const listGroups = poolOperation({
  name: 'ListGroups',
  input: { Limit: members.limit.optional(), NextToken: members.nextToken.optional() },
  run(_room, pool, { Limit, NextToken }) {
    const { page, next } = pageOf([...pool.groups.values()], Limit, NextToken);
    return { Groups: page.map(toGroupType), ...(next === undefined ? {} : { NextToken: next }) };
  },
});
