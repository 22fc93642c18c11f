import { endpoint, passwordPolicyText } from '../../../lib/contract/index.ts';
import { inRecentSession } from '../../access.ts';
import { problemsOf } from '../../problems.ts';
import { NewUser, User } from '../../schemas.ts';

export const createUser = endpoint({
  route: 'POST /users',
  summary: 'Make a user, and send an invitation',
  description: `A temporary password goes to the address and to nobody else. ${passwordPolicyText}`,
  tags: ['operators'],
  access: inRecentSession('bank/users.write'),
  permission: 'users:create',
  effect: 'changes',
  request: { body: NewUser },
  responses: { 201: User },
  problems: problemsOf('user-exists'),
  limits: { ratePerSecond: 5, burst: 10, bodyBytes: 2_048 },
});
