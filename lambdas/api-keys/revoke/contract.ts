import * as z from 'zod';
import { endpoint } from '../../../lib/contract/index.ts';
import { inRecentSession } from '../../access.ts';
import { KeyId } from '../../schemas.ts';

export const revokeApiKey = endpoint({
  route: 'DELETE /api-keys/{keyId}',
  summary: 'Revoke an API key',
  description:
    'For ever. Repeating it changes nothing: the first revocation stays on record. Other keys of its lineage are revoked one by one.',
  tags: ['operators'],
  access: inRecentSession('bank/api-keys.write'),
  permission: 'api-keys:revoke',
  effect: 'changes',
  request: { path: z.strictObject({ keyId: KeyId }) },
  responses: { 204: null },
});
