import type { Step } from '../call.ts';
import { toPrincipal } from '../principal/to-principal.ts';

/** Learns from the gateway's authorizer who calls. Public endpoints have no principal, whatever was sent. */
export const attachPrincipal: Step = (call) => {
  const { ways } = call.promised;
  if (ways.vouchedBy !== 'nobody') call.principal = toPrincipal(ways, call.event.requestContext.authorizer);
};
