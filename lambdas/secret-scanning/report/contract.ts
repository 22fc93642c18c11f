import * as z from 'zod';
import { endpoint, publicAccess } from '../../../lib/contract/index.ts';

/** What a scanner found; the address where says nothing that the bank needs. */
const Found = z.strictObject({
  token: z.string().min(1).max(256),
  type: z.string().min(1).max(100),
  url: z.string().max(4_096),
  source: z.string().max(100),
});

/** What became of it; the scanner knows the token and need not be told it. */
const Judged = z.strictObject({
  token_hash: z.string().regex(/^[0-9a-f]{64}$/),
  token_type: z.string().max(100),
  label: z.enum(['true_positive', 'false_positive']),
});

export const reportLeaks = endpoint({
  route: 'POST /secret-scanning/alerts',
  summary: 'Report API keys that were found where they do not belong',
  description:
    "In the form of GitHub's secret scanning partner program. A report is signed by the scanner; a key in it that is good is revoked at once, whoever holds it.",
  tags: ['service'],
  access: publicAccess({ because: 'a scanner has no credentials of the bank: it signs what it reports' }),
  effect: 'changes',
  request: {
    headers: z.strictObject({
      'github-public-key-identifier': z.string().regex(/^[0-9a-f]{40,64}$/),
      'github-public-key-signature': z.string().regex(/^[A-Za-z0-9+/]{80,120}={0,2}$/),
    }),
    body: z.array(Found).min(1).max(100),
  },
  responses: { 200: z.array(Judged).max(100) },
  problems: { 'not-the-scanner': { status: 403, title: 'The report is not signed by a scanner that the bank knows' } },
  limits: { ratePerSecond: 5, burst: 10, bodyBytes: 65_536 },
});
