import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { CustomerFile, CustomerFileChange, CustomerId, OwnCustomerFile, OwnCustomerFileChange } from '../../schemas.ts';

export const changeCustomer = endpoint({
  route: 'PATCH /customers/{customerId}',
  summary: 'Change what the bank has on file of a customer',
  description:
    'A customer says how she wants to be called; operators do so, too, and note down what others should know.',
  tags: ['customers'],
  access: bearer({ scopes: ['bank/profile.write'] }),
  permission: 'customers:change',
  effect: 'changes',
  request: { path: z.strictObject({ customerId: CustomerId }), body: CustomerFileChange },
  responses: { 200: CustomerFile },
  views: { operator: 'whole', customer: { body: OwnCustomerFileChange, responses: { 200: OwnCustomerFile } } },
  limits: { bodyBytes: 1_024 },
  version: 'checked',
});
