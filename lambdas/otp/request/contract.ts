import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { problemsOf } from '../../problems.ts';
import { ChallengeId, Instant, PayeeTerms, TransferTerms } from '../../schemas.ts';

const channel = z.enum(['email', 'sms']);

export const requestOneTimeCode = endpoint({
  route: 'POST /otp/challenges',
  summary: 'Send the caller a one-time password for one transaction',
  description:
    "Six digits, good for five minutes and five tries, sent to the verified address or number of the caller's profile. The message names what the code approves, and the code approves nothing else. Three messages to one destination in fifteen minutes, twenty in any 24 hours.",
  tags: ['approvals'],
  access: bearer({ scopes: ['bank/one-time-codes.write'] }),
  permission: 'one-time-codes:request',
  effect: 'changes',
  request: {
    body: z.discriminatedUnion('purpose', [
      z.strictObject({ purpose: z.literal('transfer'), transaction: TransferTerms, channel }),
      z.strictObject({ purpose: z.literal('payee'), transaction: PayeeTerms, channel }),
    ]),
  },
  responses: {
    202: z.strictObject({
      challengeId: ChallengeId,
      expiresAt: Instant,
      /** `a***@e***.com`, `+41*******67` */
      maskedDestination: z.string().min(1).max(64),
    }),
  },
  problems: problemsOf('no-verified-destination'),
  // Of all callers: twice what the firewall lets one of them send (lib/bank/guards.ts).
  limits: { ratePerSecond: 50, burst: 200, bodyBytes: 1_024 },
});
