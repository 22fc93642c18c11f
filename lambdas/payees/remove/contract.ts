import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { PayeeId } from '../../schemas.ts';

export const removePayee = endpoint({
  route: 'DELETE /payees/{payeeId}',
  summary: "Remove one of the caller's payees",
  description: 'A transfer to the account needs an approval from then on.',
  tags: ['payees'],
  access: bearer({ scopes: ['bank/payees.write'] }),
  permission: 'payees:write',
  effect: 'changes',
  request: { path: z.strictObject({ payeeId: PayeeId }) },
  responses: { 204: null },
});
