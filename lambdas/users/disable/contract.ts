import * as z from 'zod';
import { endpoint } from '../../../lib/contract/index.ts';
import { inRecentSession } from '../../access.ts';
import { problemsOf } from '../../problems.ts';
import { UserId } from '../../schemas.ts';

export const disableUser = endpoint({
  route: 'POST /users/{userId}/disable',
  summary: 'Shut a user out',
  description: 'Nobody disables himself. Repeating it changes nothing.',
  tags: ['operators'],
  access: inRecentSession('bank/users.write'),
  permission: 'users:disable',
  effect: 'changes',
  request: { path: z.strictObject({ userId: UserId }) },
  responses: { 204: null },
  problems: problemsOf('own-user'),
});
