import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { problemsOf } from '../../problems.ts';
import { ApiKeyView, Cursor, PageLimit } from '../../schemas.ts';

export const listApiKeys = endpoint({
  route: 'GET /api-keys',
  summary: 'List the API keys of all partners, newest first',
  description: 'What was written within the last second may not be listed yet.',
  tags: ['operators'],
  access: bearer({ scopes: ['bank/api-keys.read'] }),
  permission: 'api-keys:read',
  effect: 'reads',
  request: { query: z.strictObject({ limit: PageLimit.optional(), cursor: Cursor.optional() }) },
  responses: { 200: z.strictObject({ items: z.array(ApiKeyView).max(100), next: Cursor.optional() }) },
  problems: problemsOf('invalid-cursor'),
});
