import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { problemsOf } from '../../problems.ts';
import { Cursor, PageLimit, Payee } from '../../schemas.ts';

export const listPayees = endpoint({
  route: 'GET /payees',
  summary: "List the caller's payees",
  tags: ['payees'],
  access: bearer({ scopes: ['bank/payees.read'] }),
  permission: 'payees:read',
  effect: 'reads',
  request: { query: z.strictObject({ limit: PageLimit.optional(), cursor: Cursor.optional() }) },
  responses: { 200: z.strictObject({ items: z.array(Payee).max(100), next: Cursor.optional() }) },
  problems: problemsOf('invalid-cursor'),
});
