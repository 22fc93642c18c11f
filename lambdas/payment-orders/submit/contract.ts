import { endpoint, signature } from '../../../lib/contract/index.ts';
import { problemsOf } from '../../problems.ts';
import { Transfer, TransferTerms } from '../../schemas.ts';

export const submitPaymentOrder = endpoint({
  route: 'POST /payment-orders',
  summary: "Pay from an account of the caller's organisation, by a signed order",
  description:
    'The signature (RFC 9421) of a registered key covers the order, and is the approval: amount and payee are what was signed. Repeating an order with its Idempotency-Key, signed anew, answers the first payment and moves nothing. Answers are signed, too: status, body, and the signature that they answer.',
  tags: ['partners'],
  access: signature({ scopes: ['bank/payment-orders.write'] }),
  permission: 'payment-orders:submit',
  effect: 'changes',
  request: { body: TransferTerms },
  responses: { 201: Transfer },
  problems: problemsOf(
    'account-frozen',
    'same-account',
    'currency-mismatch',
    'insufficient-funds',
    'payee-unavailable',
    'approval-required',
  ),
  limits: { ratePerSecond: 20, burst: 40, bodyBytes: 4_096 },
  idempotency: 'required',
  signedResponse: true,
});
