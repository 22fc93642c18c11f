import { handle, reply } from '../../../lib/handler/index.ts';
import { approvalByProof } from '../../otp/approval.ts';
import { approvalFault } from '../../otp/approval-fault.ts';
import { payeeOccasion } from '../../otp/occasions.ts';
import { addPayee as add } from '../add-payee.ts';
import { addPayee } from './contract.ts';

export const handler = handle(addPayee, async ({ body, headers, principal, signal, refuse }) => {
  const { subject } = principal;
  const approval = approvalByProof(headers['one-time-proof'], payeeOccasion(subject, body));
  const outcome =
    approval === undefined ? ({ refused: 'approval-required' } as const) : await add(subject, body, approval, signal);
  if ('refused' in outcome) throw refuse(outcome.refused, approvalFault(outcome.refused, 'payee'));
  return reply(201, outcome.payee);
});
