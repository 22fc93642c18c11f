import { authorizerContext } from '../../contract/index.ts';
import type { AuthorizerEvent, AuthorizerResult } from './authorizer-event.ts';
import { demandsByRoute } from './demands.ts';
import { logRefusal } from './log-refusal.ts';
import { PresentedRequest } from './presented-request.ts';
import { type Caller, isRefused, type Refused, type Scheme } from './scheme.ts';

export interface AuthorizerOptions {
  /**
   * Takes a request from the quotas of a caller who has authenticated, and says what is left of them as
   * `rateLimitContext` does: the handler answers it, and 429 where nothing is left.
   * @default no quotas beside those of the gateway
   */
  readonly limit?: (caller: Caller) => Promise<Readonly<Record<string, string>>>;
}

export type LambdaAuthorizer = (event: AuthorizerEvent) => Promise<AuthorizerResult>;

/**
 * A REQUEST authorizer that authenticates by a scheme. It allows the method that was asked for; or it denies, and hands the
 * gateway the challenge for `WWW-Authenticate`. Scopes and permission are the handler's to check: without them it
 * answers 403, and not 401.
 *
 * @throws Error of a store or the vault, which the gateway answers with 500.
 */
export function createAuthorizer(scheme: Scheme, { limit }: AuthorizerOptions = {}): LambdaAuthorizer {
  const demandsOf = demandsByRoute();
  return async (event) => {
    const request = new PresentedRequest(event, demandsOf(event));
    const outcome = await decide(scheme, request);
    if (!isRefused(outcome)) return allow(event, outcome, await limit?.(outcome));
    logRefusal(event, outcome);
    const challenges = outcome.challenges ?? (await scheme.challenges(request));
    return deny(event, { ...outcome.context, [authorizerContext.challenge]: challenges.join(', ') });
  };
}

async function decide(scheme: Scheme, request: PresentedRequest): Promise<Caller | Refused> {
  if (request.isAmbiguous) return { because: 'a credential header came twice' };
  if (request.isMalformed) return { because: 'a malformed Authorization header' };
  if (!scheme.isPresented(request)) return { because: 'no credentials' };
  return scheme.authenticate(request);
}

const allow = (
  event: AuthorizerEvent,
  caller: Caller,
  quotas: Readonly<Record<string, string>> = {},
): AuthorizerResult => ({
  principalId: caller.subject,
  policyDocument: policy('Allow', event),
  context: {
    ...caller.context,
    ...quotas,
    [authorizerContext.scheme]: caller.way,
    [authorizerContext.subject]: caller.subject,
    [authorizerContext.client]: caller.client,
    [authorizerContext.scopes]: caller.scopes.join(' '),
    [authorizerContext.roles]: caller.roles.join(','),
  },
  ...(caller.usageIdentifierKey !== undefined && { usageIdentifierKey: caller.usageIdentifierKey }),
});

const deny = (event: AuthorizerEvent, context: AuthorizerResult['context']): AuthorizerResult => ({
  principalId: 'nobody',
  policyDocument: policy('Deny', event),
  context,
});

const policy = (Effect: 'Allow' | 'Deny', event: AuthorizerEvent): AuthorizerResult['policyDocument'] => ({
  Version: '2012-10-17',
  Statement: [{ Action: 'execute-api:Invoke', Effect, Resource: thisMethod(event) }],
});

/** Every path of the stage with this method: the verdict is not cached, and a path may hold what a policy reads otherwise. */
function thisMethod({ methodArn, httpMethod }: AuthorizerEvent): string {
  const [api, stage] = methodArn.split('/');
  if (api === undefined || stage === undefined) throw new Error('the event names no stage');
  return `${api}/${stage}/${httpMethod}/*`;
}
