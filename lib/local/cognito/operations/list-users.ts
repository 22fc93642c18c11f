import * as z from 'zod';
import type { User } from '../store/users.ts';
import { parseUserFilter } from '../user-filter.ts';
import { members, poolOperation } from './operation.ts';
import { pageOf } from './page.ts';
import { toUserType } from './shapes.ts';

export const listUsers = poolOperation({
  name: 'ListUsers',
  input: {
    AttributesToGet: z.array(z.string().min(1).max(32)).optional(),
    Filter: z.string().max(256).optional(),
    Limit: members.limit.optional(),
    PaginationToken: members.nextToken.optional(),
  },
  run(room, pool, { AttributesToGet, Filter, Limit, PaginationToken }) {
    const isWanted = Filter === undefined || Filter === '' ? () => true : parseUserFilter(Filter);
    const users = room.users.list(pool).filter(isWanted);
    const { page, next } = pageOf(users, Limit, PaginationToken);
    return {
      Users: page.map((user) => toUserType(AttributesToGet === undefined ? user : narrowed(user, AttributesToGet))),
      ...(next === undefined ? {} : { PaginationToken: next }),
    };
  },
});

const narrowed = (user: User, names: readonly string[]): User => ({
  ...user,
  attributes: new Map([...user.attributes].filter(([name]) => names.includes(name))),
});
