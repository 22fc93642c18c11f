import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { problemsOf } from '../../problems.ts';
import { Cursor, PageLimit } from '../../schemas.ts';
import { CredentialView } from '../schemas.ts';

export const listCredentials = endpoint({
  route: 'GET /credentials',
  summary: 'List the service credentials of all clients, newest first',
  description: 'What was written within the last second may not be listed yet. No secret is shown.',
  tags: ['operators'],
  access: bearer({ scopes: ['bank/credentials.read'] }),
  permission: 'credentials:read',
  effect: 'reads',
  request: { query: z.strictObject({ limit: PageLimit.optional(), cursor: Cursor.optional() }) },
  responses: { 200: z.strictObject({ items: z.array(CredentialView).max(100), next: Cursor.optional() }) },
  problems: problemsOf('invalid-cursor'),
});
