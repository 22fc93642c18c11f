import * as z from 'zod';
import { members, poolOperation } from './operation.ts';
import { pageOf } from './page.ts';
import { toResourceServerType } from './shapes.ts';

export const listResourceServers = poolOperation({
  name: 'ListResourceServers',
  input: { MaxResults: z.int().min(1).max(50).optional(), NextToken: members.nextToken.optional() },
  run(_room, pool, { MaxResults, NextToken }) {
    const { page, next } = pageOf([...pool.resourceServers.values()], MaxResults ?? 50, NextToken);
    return { ResourceServers: page.map(toResourceServerType), ...(next === undefined ? {} : { NextToken: next }) };
  },
});
