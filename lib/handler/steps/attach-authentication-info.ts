import { authorizerContext } from '../../contract/index.ts';
import type { Step } from '../call.ts';

/** What an authorizer writes; anything else would be another header, or none. */
const printable = /^[\x20-\x7e]{1,1000}$/;

/**
 * Learns from the authorizer what the answer must tell a client of its credentials (RFC 7615): a digest proves that the
 * server knows the secret, too. An authorizer cannot add to an answer that is none of its own.
 */
export const attachAuthenticationInfo: Step = (call) => {
  const value = call.event.requestContext.authorizer?.[authorizerContext.authenticationInfo];
  if (typeof value === 'string' && printable.test(value)) call.authenticationInfo = { 'Authentication-Info': value };
};
