import {
  type Caller,
  createAuthorizer,
  type LambdaAuthorizer,
  rateLimitContext,
  type Scheme,
} from '../../lib/handler/index.ts';
import { clientPlan } from '../rate-limit/plans.ts';
import { takeToken } from '../rate-limit/take-token.ts';

/**
 * An authorizer whose callers have a bucket of their own, so that no client uses up what is meant for another: the gateway
 * counts them all by one key, and could have ten thousand keys at most.
 */
export const metered = (scheme: Scheme): LambdaAuthorizer => createAuthorizer(scheme, { limit });

/** A program is counted by the client that it belongs to, a person by himself. */
async function limit({ way, client, subject }: Caller) {
  const counted = way.startsWith('bearer') ? `user ${subject}` : `client ${client}`;
  return rateLimitContext(clientPlan, await takeToken(counted, clientPlan));
}
