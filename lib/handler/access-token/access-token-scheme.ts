import { authorizerContext, headers } from '../../contract/index.ts';
import type { PresentedRequest } from '../authorizer/presented-request.ts';
import type { Caller, Refused, Scheme } from '../authorizer/scheme.ts';
import type { ProvenAssurance } from '../principal/principal.ts';
import type { PresentedSession, SessionVerdict } from '../session/admit-session.ts';
import { createTokenVerifier, type VerifiedClaims } from '../token/create-token-verifier.ts';
import type { FetchKeys } from '../token/key-set.ts';
import { tokenAlgorithms } from '../token/token-algorithms.ts';
import { TokenRefused } from '../token/token-refused.ts';
import { type BindingOptions, boundOf, type PresentedToken } from './bound-of.ts';
import { isAssured, type TokenAssurance, toTokenAssurance } from './check-assurance.ts';
import { isIssuerTaken } from './is-issuer-taken.ts';
import { type IssuerTrust, toTokenFacts } from './issuer-trust.ts';
import { type TokenError, tokenChallenges } from './token-challenge.ts';

export interface AccessTokenOptions extends BindingOptions {
  readonly issuers: readonly [IssuerTrust, ...IssuerTrust[]];
  /** @default HTTPS without redirects, 3 s, 64 KiB */
  readonly fetchKeys?: FetchKeys;
  /** Asks whether a session goes on. @default no endpoint that demands freshness lets anybody in */
  readonly admit?: (session: PresentedSession) => Promise<SessionVerdict>;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

const dpopAlgorithms = Object.keys(tokenAlgorithms).join(' ');

/**
 * An OAuth 2.0 access token of an issuer that is trusted (RFC 6750, RFC 9068), bound to its sender where it says so or the
 * endpoint demands it (RFC 8705, RFC 9449), of an authentication as strong and as recent as the endpoint demands (RFC 9470),
 * and of a session that has not ended where the endpoint demands freshness.
 */
export function accessTokenScheme(options: AccessTokenOptions): Scheme {
  const { issuers, fetchKeys, now = Date.now } = options;
  const verifier = createTokenVerifier({ issuers, now, ...(fetchKeys && { fetchKeys }) });
  const trusts = new Map(issuers.map((each) => [each.issuer, each]));

  return {
    name: 'bearer',
    isPresented: ({ authorization }) => authorization?.scheme === 'bearer' || authorization?.scheme === 'dpop',
    challenges: async ({ demands }) => tokenChallenges(demands, dpopAlgorithms),
    async authenticate(request) {
      const presented = read(request);
      if (presented === undefined) return refused(request, 'no token by its form', 'invalid_token');
      try {
        return await callerOf(presented);
      } catch (error) {
        if (!(error instanceof TokenRefused)) throw error;
        return refusedBy(error, presented, await nonceFor(error));
      }
    },
  };

  async function callerOf(presented: PresentedToken): Promise<Caller | Refused> {
    const { token, request } = presented;
    const { demands } = request;
    const claims = await verifier.verify(token);
    const trust = trusts.get(String(claims['iss']));
    // The verifier takes tokens of these issuers only.
    const issuedBy = trust?.isOwn === true ? 'users' : 'others';
    if (trust === undefined || !isIssuerTaken(demands.issuers, issuedBy)) throw new TokenRefused('issuer');
    const boundTo = await boundOf(claims, presented, options, now() / 1_000);
    const assurance = toTokenAssurance(claims);
    if (demands.assurance !== undefined && !isAssured(assurance, demands.assurance, now() / 1_000)) {
      return refused(request, 'an authentication that is too weak or too old', 'insufficient_user_authentication');
    }
    const facts = toTokenFacts(claims, trust);
    if (demands.fresh === true) {
      const verdict = await admitted(claims, facts.subject, assurance);
      if (verdict !== 'goes on') return refused(request, `a session that ${verdict}`, 'invalid_token');
    }
    const isFresh = demands.fresh === true;
    return { way: 'bearer', ...facts, context: contextOf({ ...assurance, issuedBy, boundTo, isFresh }) };
  }

  function admitted(claims: VerifiedClaims, subject: string, { authTimeSeconds }: TokenAssurance) {
    const { origin_jti: originId, jti, iat } = claims;
    const sessionId = typeof originId === 'string' ? originId : jti;
    if (options.admit === undefined || typeof sessionId !== 'string') return 'cannot be looked up' as const;
    // The verifier has seen that `iat` is a number.
    const issuedAtSeconds = Number(iat);
    return options.admit({
      subject,
      sessionId,
      issuedAtSeconds,
      startedAtSeconds: authTimeSeconds ?? issuedAtSeconds,
      nowSeconds: now() / 1_000,
    });
  }

  async function nonceFor({ fault }: TokenRefused): Promise<string | undefined> {
    return fault === 'nonce' ? (await options.nonces?.())?.create(now() / 1_000) : undefined;
  }
}

function read(request: PresentedRequest): PresentedToken | undefined {
  const { scheme, token68 } = request.authorization ?? {};
  if ((scheme !== 'bearer' && scheme !== 'dpop') || token68 === undefined) return undefined;
  // A proof beside a bearer token is a client that believes its token to be bound.
  if (scheme === 'bearer' && request.headers(headers.dpop).length > 0) return undefined;
  return { scheme, token: token68, request };
}

const refused = (request: PresentedRequest, because: string, error: TokenError): Refused => ({
  because,
  challenges: tokenChallenges(request.demands, dpopAlgorithms, error),
});

function refusedBy({ fault }: TokenRefused, { request }: PresentedToken, nonce: string | undefined): Refused {
  const error = errors.get(fault) ?? 'invalid_token';
  const context = nonce === undefined ? {} : { context: { [authorizerContext.dpopNonce]: nonce } };
  return { ...refused(request, `a token: ${fault}`, error), ...context };
}

const errors: ReadonlyMap<TokenRefused['fault'], TokenError> = new Map([
  ['nonce', 'use_dpop_nonce'],
  ['proof', 'invalid_dpop_proof'],
]);

const contextOf = ({ acr, authTimeSeconds, issuedBy, boundTo, isFresh }: ProvenAssurance) => ({
  ...(issuedBy !== undefined && { [authorizerContext.issuedBy]: issuedBy }),
  ...(boundTo !== undefined && { [authorizerContext.boundTo]: boundTo }),
  ...(acr !== undefined && { [authorizerContext.acr]: acr }),
  ...(authTimeSeconds !== undefined && { [authorizerContext.authTime]: String(authTimeSeconds) }),
  ...(isFresh && { [authorizerContext.fresh]: 'true' }),
});
