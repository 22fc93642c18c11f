import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { problemsOf } from '../../problems.ts';
import { EmailPrefix, UserCursor, UserPageLimit, UserSummary } from '../../schemas.ts';

export const listUsers = endpoint({
  route: 'GET /users',
  summary: 'List the users, or search them by the beginning of their address or by status',
  description: 'One search at a time. A page may hold fewer users than asked for and not be the last.',
  tags: ['operators'],
  access: bearer({ scopes: ['bank/users.read'] }),
  permission: 'users:read',
  effect: 'reads',
  request: {
    query: z.strictObject({
      email: EmailPrefix.optional(),
      status: z.enum(['enabled', 'disabled', 'invited', 'active']).optional(),
      limit: UserPageLimit.optional(),
      cursor: UserCursor.optional(),
    }),
  },
  responses: { 200: z.strictObject({ items: z.array(UserSummary).max(60), next: UserCursor.optional() }) },
  problems: problemsOf('invalid-cursor'),
});
