import type { Step } from '../call.ts';
import { toPrincipal } from '../principal/to-principal.ts';

/** Learns from the gateway's authorizer who calls. Public endpoints have no principal, whatever was sent. */
export const attachPrincipal: Step = (call) => {
  const { kind } = call.promised.endpoint.access;
  if (kind !== 'public') call.principal = toPrincipal(kind, call.event.requestContext.authorizer);
};
