import * as z from 'zod';
import { endpoint } from '../../../lib/contract/index.ts';
import { inRecentSession } from '../../access.ts';
import { problemsOf } from '../../problems.ts';
import { Instant, IssuedApiKey, KeyId } from '../../schemas.ts';

export const rotateApiKey = endpoint({
  route: 'POST /api-keys/{keyId}/rotate',
  summary: 'Replace an API key',
  description:
    'The new key has the terms and the end of the old one; the answer shows it once. The old one works on for `graceSeconds`, never longer than it would have. A key is replaced once, and the key before it ends at once.',
  tags: ['operators'],
  access: inRecentSession('bank/api-keys.write'),
  permission: 'api-keys:rotate',
  effect: 'changes',
  request: {
    path: z.strictObject({ keyId: KeyId }),
    // A week: see longestGraceSeconds.
    body: z.strictObject({ graceSeconds: z.int().min(0).max(604_800) }),
  },
  responses: { 201: z.strictObject({ ...IssuedApiKey.shape, predecessorExpiresAt: Instant }) },
  problems: problemsOf('api-key-replaced', 'api-key-ended'),
  limits: { ratePerSecond: 5, burst: 10, bodyBytes: 1_024 },
});
