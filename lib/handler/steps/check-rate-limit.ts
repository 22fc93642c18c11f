import { authorizerContext, headers } from '../../contract/index.ts';
import type { Step } from '../call.ts';
import { Problem } from '../problem.ts';

/** A wait that cannot be read is still a refusal. */
const leastSeconds = '1';

/**
 * Refuses a request that the authorizer found to be one too many: 429, with the time to come back (RFC 6585 §4) and the
 * names of the quotas (draft-ietf-httpapi-ratelimit-headers-11, "Quota Exceeded"). The gateway has no such answer.
 */
export const checkRateLimit: Step = ({ event: { requestContext } }) => {
  const retryAfter = requestContext.authorizer?.[authorizerContext.retryAfter];
  if (retryAfter === undefined) return;
  throw new Problem('quota-exceeded', [], {
    headers: { [headers.retryAfter]: /^\d{1,6}$/.test(String(retryAfter)) ? String(retryAfter) : leastSeconds },
    members: { 'violated-policies': namesIn(requestContext.authorizer?.[authorizerContext.violatedPolicies]) },
  });
};

const namesIn = (value: unknown): readonly string[] => String(value ?? '').match(/[a-z-]+/g) ?? [];
