import { endpoint } from '../../../lib/contract/index.ts';
import { inRecentSession } from '../../access.ts';
import { problemsOf } from '../../problems.ts';
import { IssuedCredential, NewCredential } from '../schemas.ts';

export const issueCredential = endpoint({
  route: 'POST /credentials',
  summary: 'Issue a credential for the service of a client',
  description:
    'A user for the Digest scheme; a key that signs requests: the public key of the client, or a shared secret; or a certificate of the client. A secret is generated, and the answer shows it once; nobody can read it again. A secret that was lost is revoked, not recovered.',
  tags: ['operators'],
  access: inRecentSession('bank/credentials.write'),
  permission: 'credentials:issue',
  effect: 'changes',
  request: { body: NewCredential },
  responses: { 201: IssuedCredential },
  problems: problemsOf('certificate-known'),
  limits: { ratePerSecond: 5, burst: 10, bodyBytes: 8_192 },
});
