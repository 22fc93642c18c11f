import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { problemsOf } from '../../problems.ts';
import { Cursor, Customer, PageLimit } from '../../schemas.ts';

export const listCustomers = endpoint({
  route: 'GET /customers',
  summary: 'List the customers of the bank',
  tags: ['operators'],
  access: bearer({ scopes: ['bank/customers.read'] }),
  permission: 'customers:read',
  effect: 'reads',
  request: { query: z.strictObject({ limit: PageLimit.optional(), cursor: Cursor.optional() }) },
  responses: { 200: z.strictObject({ items: z.array(Customer).max(100), next: Cursor.optional() }) },
  problems: problemsOf('invalid-cursor'),
});
