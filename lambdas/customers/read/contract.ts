import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { CustomerFile, CustomerId, OwnCustomerFile } from '../../schemas.ts';

export const readCustomer = endpoint({
  route: 'GET /customers/{customerId}',
  summary: 'Show what the bank has on file of a customer',
  description: 'Operators see every file whole. A customer sees her own, without what operators note down.',
  tags: ['customers'],
  access: bearer({ scopes: ['bank/profile.read'] }),
  permission: 'customers:show',
  effect: 'reads',
  request: { path: z.strictObject({ customerId: CustomerId }) },
  responses: { 200: CustomerFile },
  views: { operator: 'whole', customer: { responses: { 200: OwnCustomerFile } } },
  version: 'shown',
});
