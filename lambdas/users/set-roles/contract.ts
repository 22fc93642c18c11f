import * as z from 'zod';
import { endpoint } from '../../../lib/contract/index.ts';
import { inRecentSession } from '../../access.ts';
import { problemsOf } from '../../problems.ts';
import { UserId, UserRoles } from '../../schemas.ts';

export const setUserRoles = endpoint({
  route: 'PUT /users/{userId}/roles',
  summary: 'Say which roles a user has',
  description: 'Exactly these from now on, and what the user had open ends. Nobody changes his own roles.',
  tags: ['operators'],
  access: inRecentSession('bank/users.write'),
  permission: 'users:set-roles',
  effect: 'changes',
  request: { path: z.strictObject({ userId: UserId }), body: z.strictObject({ roles: UserRoles }) },
  responses: { 204: null },
  problems: problemsOf('own-user'),
  limits: { ratePerSecond: 5, burst: 10, bodyBytes: 1_024 },
});
