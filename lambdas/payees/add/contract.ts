import * as z from 'zod';
import { endpoint, headers } from '../../../lib/contract/index.ts';
import { inLiveSession } from '../../access.ts';
import { problemsOf } from '../../problems.ts';
import { OneTimeProof, Payee, PayeeTerms } from '../../schemas.ts';

export const addPayee = endpoint({
  route: 'POST /payees',
  summary: 'Register an account that the caller pays to',
  description:
    'Needs the proof of a one-time password for exactly this payee. Transfers to a registered payee need an approval only above the limit.',
  tags: ['payees'],
  access: inLiveSession('bank/payees.write'),
  permission: 'payees:write',
  effect: 'changes',
  request: { headers: z.strictObject({ [headers.oneTimeProof]: OneTimeProof.optional() }), body: PayeeTerms },
  responses: { 201: Payee },
  problems: problemsOf('approval-required', 'payee-exists'),
  limits: { ratePerSecond: 5, burst: 10, bodyBytes: 1_024 },
});
