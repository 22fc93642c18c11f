import { authorizerContext } from '../../contract/index.ts';
import { type RatePlan, type Remainder, remaindersOf, type Take } from './token-bucket.ts';

/**
 * What an authorizer passes on of a client's quotas, for the handler to answer: the fields `RateLimit-Policy` and `RateLimit`
 * (draft-ietf-httpapi-ratelimit-headers-11), and where the request is one too many, when to come back and which quotas it
 * would break. An authorizer cannot answer 429 by itself.
 */
export function rateLimitContext(plan: RatePlan, take: Take): Readonly<Record<string, string>> {
  const remainders = remaindersOf(plan, take);
  const rows = Object.entries(remainders);
  const waits = take.violated.map((policy) => remainders[policy].moreInSeconds ?? 1);
  return {
    [authorizerContext.rateLimitPolicy]: rows.map(([name, remainder]) => policyItem(name, remainder)).join(', '),
    [authorizerContext.rateLimit]: rows.map(([name, remainder]) => remainderItem(name, remainder)).join(', '),
    ...(take.violated.length > 0 && {
      [authorizerContext.retryAfter]: String(Math.max(...waits)),
      [authorizerContext.violatedPolicies]: take.violated.join(','),
    }),
  };
}

const policyItem = (name: string, { quota, windowSeconds }: Remainder) => `"${name}";q=${quota};w=${windowSeconds}`;

const remainderItem = (name: string, { remaining, moreInSeconds }: Remainder) =>
  `"${name}";r=${remaining}${moreInSeconds === undefined ? '' : `;t=${moreInSeconds}`}`;
