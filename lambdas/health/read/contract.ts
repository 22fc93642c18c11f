import * as z from 'zod';
import { endpoint, publicAccess } from '../../../lib/contract/index.ts';

export const readHealth = endpoint({
  route: 'GET /health',
  summary: 'Say whether the bank answers',
  tags: ['service'],
  access: publicAccess({ because: 'Monitors ask before they hold any credentials, and the answer is a constant' }),
  effect: 'reads',
  responses: { 200: z.strictObject({ status: z.literal('ok') }) },
  limits: { ratePerSecond: 20, burst: 40, timeoutMillis: 2_000 },
});
