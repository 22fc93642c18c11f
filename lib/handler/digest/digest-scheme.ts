import type { KeyObject } from 'node:crypto';
import { authorizerContext } from '../../contract/index.ts';
import type { PresentedRequest } from '../authorizer/presented-request.ts';
import { realm } from '../authorizer/realm.ts';
import type { Scheme } from '../authorizer/scheme.ts';
import type { ClaimOnce } from '../http-auth/claim-once.ts';
import { type CredentialTerms, refusalOf } from '../http-auth/credential-terms.ts';
import { queryOf } from '../http-auth/query-of.ts';
import { checkDigest, type DigestFault, digestChallenge } from './check-digest.ts';

/** Where digest users are kept, and what makes and remembers nonces. */
export interface DigestSchemeOptions {
  /** What is kept of the user with this name, and its H(A1), see `credentialHash`; undefined when there is none. */
  readonly load: (
    username: string,
  ) => Promise<{ readonly terms: CredentialTerms; readonly credential: string } | undefined>;
  /** Keys of the nonces: the present one first, then those that are still honoured. */
  readonly nonceKeys: () => Promise<readonly [KeyObject, ...KeyObject[]]>;
  readonly claim: ClaimOnce;
  readonly meteringKey: () => Promise<string>;
  /** @default the system's clock */
  readonly nowSeconds?: () => number;
}

/** User names are generated, see newDigestUser(): nothing is looked up for another form. */
const usernameForm = /^svc-[0-9A-Za-z]{16}$/;

/**
 * Digest authentication (RFC 7616) with SHA-256 and `qop=auth`, for generated service credentials: the secret never
 * travels, each request is taken once, and the answer shows that the server knows the secret, too.
 */
export function digestScheme(options: DigestSchemeOptions): Scheme {
  const { load, nonceKeys, claim, meteringKey, nowSeconds = () => Date.now() / 1_000 } = options;
  const challenge = async (stale: boolean) =>
    digestChallenge({ realm: realm(), nonceKeys: await nonceKeys() }, { nowSeconds: nowSeconds(), stale });
  return {
    name: 'digest',
    isPresented: ({ authorization }) => authorization?.scheme === 'digest',
    challenges: async () => [await challenge(false)],
    async authenticate(request) {
      const digest = toDigestRequest(request, nowSeconds());
      if (digest === undefined) return { because: 'no credentials' };
      const verdict = await checkDigest(digest, {
        realm: realm(),
        nonceKeys: await nonceKeys(),
        claim,
        async load(username) {
          const found = usernameForm.test(username) ? await load(username) : undefined;
          return found && { caller: { username, terms: found.terms }, credential: found.credential };
        },
      });
      if (verdict.kind === 'refused') {
        const because = reasons[verdict.fault];
        return verdict.fault === 'stale' ? { because, challenges: [await challenge(true)] } : { because };
      }
      const { username, terms } = verdict.caller;
      const because = refusalOf(terms, request.event, nowSeconds());
      if (because !== undefined) return { because };
      return {
        way: 'digest',
        subject: username,
        client: terms.client,
        scopes: terms.scopes,
        roles: terms.roles,
        usageIdentifierKey: await meteringKey(),
        context: { [authorizerContext.authenticationInfo]: verdict.authenticationInfo },
      };
    },
  };
}

const toDigestRequest = ({ authorization, event }: PresentedRequest, nowSeconds: number) =>
  authorization && {
    method: event.httpMethod,
    path: event.requestContext.path,
    query: queryOf(event),
    credentials: authorization,
    nowSeconds,
  };

const reasons: Readonly<Record<DigestFault, string>> = {
  malformed: 'a malformed digest',
  'not-offered': 'a digest that was not asked for',
  target: 'a digest for another target',
  nonce: 'a nonce that is not ours',
  response: 'a wrong digest',
  stale: 'a nonce that has ended',
  replayed: 'a digest that was used before',
};
