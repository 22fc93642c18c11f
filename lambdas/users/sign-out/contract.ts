import * as z from 'zod';
import { endpoint } from '../../../lib/contract/index.ts';
import { inRecentSession } from '../../access.ts';
import { UserId } from '../../schemas.ts';

export const signOutUser = endpoint({
  route: 'POST /users/{userId}/sign-out',
  summary: 'End everything that a user has open',
  description:
    'Refresh tokens end at once. An access token ends at once where a contract demands that, else within minutes.',
  tags: ['operators'],
  access: inRecentSession('bank/users.write'),
  permission: 'users:sign-out',
  effect: 'changes',
  request: { path: z.strictObject({ userId: UserId }) },
  responses: { 204: null },
});
