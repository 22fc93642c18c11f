import { authorizerContext, headers } from '../../contract/index.ts';
import type { Step } from '../call.ts';

const fields = [
  [authorizerContext.rateLimitPolicy, headers.rateLimitPolicy],
  [authorizerContext.rateLimit, headers.rateLimit],
] as const;
/** What an authorizer writes; anything else would be another header, or none. */
const printable = /^[\x20-\x7e]{1,500}$/;

/** Learns from the authorizer which quotas the caller has and what is left of them, for every answer to tell. */
export const attachRateLimit: Step = (call) => {
  const { authorizer } = call.event.requestContext;
  if (!authorizer) return;
  const told = fields.flatMap(([key, header]) => {
    const value = authorizer[key];
    return typeof value === 'string' && printable.test(value) ? [[header, value] as const] : [];
  });
  if (told.length > 0) call.rateLimit = Object.fromEntries(told);
};
