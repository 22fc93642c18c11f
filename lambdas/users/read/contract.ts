import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { User, UserId } from '../../schemas.ts';

export const readUser = endpoint({
  route: 'GET /users/{userId}',
  summary: 'Show one user with roles',
  tags: ['operators'],
  access: bearer({ scopes: ['bank/users.read'] }),
  permission: 'users:read',
  effect: 'reads',
  request: { path: z.strictObject({ userId: UserId }) },
  responses: { 200: User },
});
