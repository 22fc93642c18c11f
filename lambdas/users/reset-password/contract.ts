import * as z from 'zod';
import { endpoint, passwordPolicyText } from '../../../lib/contract/index.ts';
import { inRecentSession } from '../../access.ts';
import { problemsOf } from '../../problems.ts';
import { UserId } from '../../schemas.ts';

export const resetUserPassword = endpoint({
  route: 'POST /users/{userId}/reset-password',
  summary: "Make a user's password worthless, and invite the user anew",
  description: `A temporary password goes to the user's verified address and to nobody else; what was open ends. The second factor stays. ${passwordPolicyText}`,
  tags: ['operators'],
  access: inRecentSession('bank/users.write'),
  permission: 'users:reset-password',
  effect: 'changes',
  request: { path: z.strictObject({ userId: UserId }) },
  responses: { 204: null },
  problems: problemsOf('no-verified-destination'),
});
