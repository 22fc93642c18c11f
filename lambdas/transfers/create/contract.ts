import * as z from 'zod';
import { endpoint, headers } from '../../../lib/contract/index.ts';
import { inLiveSession } from '../../access.ts';
import { problemsOf } from '../../problems.ts';
import { OneTimeProof, Transfer, TransferTerms } from '../../schemas.ts';

export const createTransfer = endpoint({
  route: 'POST /transfers',
  summary: 'Move money from an account of the caller to another account',
  description:
    'All of it happens or none. Repeating a request with its Idempotency-Key answers the first transfer and moves nothing. More than 1,000.00, and any amount to somebody who is no registered payee, needs the proof of a one-time password for exactly this transfer.',
  tags: ['transfers'],
  access: inLiveSession('bank/transfers.write'),
  permission: 'transfers:create',
  effect: 'changes',
  request: {
    headers: z.strictObject({ [headers.oneTimeProof]: OneTimeProof.optional() }),
    body: TransferTerms,
  },
  responses: { 201: Transfer },
  problems: problemsOf(
    'account-frozen',
    'same-account',
    'currency-mismatch',
    'insufficient-funds',
    'payee-unavailable',
    'approval-required',
  ),
  limits: { ratePerSecond: 100, burst: 200, bodyBytes: 4_096 },
  idempotency: 'required',
});
