import { endpoint } from '../../../lib/contract/index.ts';
import { inRecentSession } from '../../access.ts';
import { IssuedApiKey, NewApiKey } from '../../schemas.ts';

export const issueApiKey = endpoint({
  route: 'POST /api-keys',
  summary: 'Issue an API key for a partner',
  description:
    'The answer shows the key once; nobody can read it again. A key that was lost is revoked, not recovered.',
  tags: ['operators'],
  access: inRecentSession('bank/api-keys.write'),
  permission: 'api-keys:issue',
  effect: 'changes',
  request: { body: NewApiKey },
  responses: { 201: IssuedApiKey },
  limits: { ratePerSecond: 5, burst: 10, bodyBytes: 4_096 },
});
