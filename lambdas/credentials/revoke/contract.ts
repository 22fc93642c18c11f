import * as z from 'zod';
import { endpoint } from '../../../lib/contract/index.ts';
import { inRecentSession } from '../../access.ts';
import { CredentialId } from '../schemas.ts';

export const revokeCredential = endpoint({
  route: 'DELETE /credentials/{credentialId}',
  summary: 'Revoke a service credential',
  description: 'For ever, and at once. Repeating it changes nothing: the first revocation stays on record.',
  tags: ['operators'],
  access: inRecentSession('bank/credentials.write'),
  permission: 'credentials:revoke',
  effect: 'changes',
  request: { path: z.strictObject({ credentialId: CredentialId }) },
  responses: { 204: null },
});
