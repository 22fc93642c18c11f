import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { problemsOf } from '../../problems.ts';
import { ChallengeId, Instant, OneTimeProof } from '../../schemas.ts';

export const verifyOneTimeCode = endpoint({
  route: 'POST /otp/challenges/{challengeId}/verify',
  summary: 'Answer a challenge with the code that was sent',
  description:
    'The answer holds a proof for the `one-time-proof` header of exactly the request that was to be approved; it works once. A wrong code, an unknown challenge and one that is over are answered alike.',
  tags: ['approvals'],
  access: bearer({ scopes: ['bank/one-time-codes.write'] }),
  permission: 'one-time-codes:verify',
  effect: 'changes',
  request: {
    path: z.strictObject({ challengeId: ChallengeId }),
    body: z.strictObject({ code: z.string().regex(/^\d{6}$/) }),
  },
  responses: { 200: z.strictObject({ proof: OneTimeProof, expiresAt: Instant }) },
  problems: problemsOf('code-refused'),
  // Of all callers: twice what the firewall lets one of them send (lib/bank/guards.ts).
  limits: { ratePerSecond: 50, burst: 200, bodyBytes: 256 },
});
