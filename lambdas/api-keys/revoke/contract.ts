import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { KeyId } from '../../schemas.ts';

export const revokeApiKey = endpoint({
  route: 'DELETE /api-keys/{keyId}',
  summary: 'Revoke an API key',
  description:
    'For ever. Repeating it changes nothing: the first revocation stays on record. Other keys of its lineage are revoked one by one.',
  tags: ['operators'],
  access: bearer({ scopes: ['bank/api-keys.write'], fresh: true, assurance: { maxAgeSeconds: 3_600 } }),
  permission: 'api-keys:revoke',
  effect: 'changes',
  request: { path: z.strictObject({ keyId: KeyId }) },
  responses: { 204: null },
});
