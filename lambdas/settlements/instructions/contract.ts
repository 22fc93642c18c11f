import { allOf, apiKey, clientCertificate, endpoint } from '../../../lib/contract/index.ts';
import { SettlementInstructions } from '../schemas.ts';

export const readSettlementInstructions = endpoint({
  route: 'GET /settlement-instructions',
  summary: 'Show where the client pays what it owes',
  description:
    'Money goes where this says. A key that leaked does not show it, nor does a certificate that was stolen: both are needed, and both belong to one client. The certificate is registered itself: that its issuer vouches for its names is not enough.',
  tags: ['partners'],
  access: allOf(
    apiKey({ scopes: ['bank/settlements.read'] }),
    clientCertificate({ scopes: ['bank/settlements.read'], pinned: true }),
  ),
  permission: 'settlements:read',
  effect: 'reads',
  responses: { 200: SettlementInstructions },
});
