import * as z from 'zod';
import { endpoint } from '../../../lib/contract/index.ts';
import { inRecentSession } from '../../access.ts';
import { UserId } from '../../schemas.ts';

export const enableUser = endpoint({
  route: 'POST /users/{userId}/enable',
  summary: 'Let a user in again',
  tags: ['operators'],
  access: inRecentSession('bank/users.write'),
  permission: 'users:enable',
  effect: 'changes',
  request: { path: z.strictObject({ userId: UserId }) },
  responses: { 204: null },
});
