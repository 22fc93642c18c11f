import { bearer, endpoint } from '../../../../../lib/contract/index.ts';
import { Accepted, Transfer } from '../../../transfer.ts';

export const createTransfer = {
  ...endpoint({
    route: 'POST /transfers',
    summary: 'Move money',
    access: bearer({ scopes: ['bank/transfers.write'] }),
    permission: 'transfers:create',
    effect: 'changes',
    request: { body: Transfer },
    responses: { 201: Accepted },
  }),
  // Three candidates serve one route: their folders need names of their own.
  id: 'ours-silent',
};
