import type { KeyObject } from 'node:crypto';
import type { PresentedRequest } from '../authorizer/presented-request.ts';
import { realm } from '../authorizer/realm.ts';
import type { Scheme } from '../authorizer/scheme.ts';
import { authorityOf } from '../http-auth/authority-of.ts';
import { toChallenge } from '../http-auth/challenge.ts';
import type { ClaimOnce } from '../http-auth/claim-once.ts';
import { type CredentialTerms, refusalOf } from '../http-auth/credential-terms.ts';
import { queryOf } from '../http-auth/query-of.ts';
import { checkHttpSignature, type HttpSignatureFault } from './check-http-signature.ts';
import type { HttpMessage } from './http-message.ts';
import type { SignatureAlgorithm } from './signature-algorithms.ts';

/** Where keys that sign are kept, and what remembers nonces. */
export interface SignatureSchemeOptions {
  /** What is kept of the key with this id; undefined when there is none. */
  readonly load: (
    keyId: string,
  ) => Promise<
    { readonly terms: CredentialTerms; readonly algorithm: SignatureAlgorithm; readonly key: KeyObject } | undefined
  >;
  readonly claim: ClaimOnce;
  readonly meteringKey: () => Promise<string>;
  /** @default the system's clock */
  readonly nowSeconds?: () => number;
}

/** Ids are generated, see newSigningKeyId(): nothing is looked up for another form. */
const keyIdForm = /^key-[0-9A-Za-z]{16}$/;

/** These change something by what is in their body: its digest is covered, though the authorizer sees no body. */
const withBody: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

/**
 * A signature over the request (RFC 9421) by a registered key, with `tag` the name of the service. The handler holds the
 * body against the digest that the signature covers, see `checkContentDigest`.
 */
export const signatureScheme = ({
  load,
  claim,
  meteringKey,
  nowSeconds = () => Date.now() / 1_000,
}: SignatureSchemeOptions): Scheme => ({
  name: 'signature',
  isPresented: (request) => ['signature', 'signature-input'].some((name) => request.headers(name).length > 0),
  challenges: async () => [toChallenge('Signature', { realm: realm(), tag: realm() })],
  async authenticate(request) {
    const message = toMessage(request);
    if (message === undefined) return { because: 'a request to another host' };
    const verdict = await checkHttpSignature(
      { message, hasBody: withBody.has(message.method), nowSeconds: nowSeconds() },
      {
        tag: realm(),
        takeNonce: (keyId, nonce, endsAtSeconds) => claim(`signature ${keyId} ${nonce}`, endsAtSeconds),
        async load(keyId) {
          const found = keyIdForm.test(keyId) ? await load(keyId) : undefined;
          return found && { caller: found.terms, algorithm: found.algorithm, key: found.key };
        },
      },
    );
    if (verdict.kind === 'refused') return { because: reasons[verdict.fault] };
    const { keyId, caller: terms } = verdict;
    const because = refusalOf(terms, request.event, nowSeconds());
    if (because !== undefined) return { because };
    const { client, scopes, roles } = terms;
    return { way: 'signature', subject: keyId, client, scopes, roles, usageIdentifierKey: await meteringKey() };
  },
});

/** @returns undefined when the `Host` header names another host than the gateway took the request for */
function toMessage(request: PresentedRequest): HttpMessage | undefined {
  const { httpMethod, requestContext } = request.event;
  const authority = authorityOf(request);
  if (authority === undefined) return undefined;
  return {
    method: httpMethod,
    authority,
    path: requestContext.path,
    query: queryOf(request.event),
    headers: new Map(request.headerNames.map((name) => [name, request.headers(name)])),
  };
}

const reasons: Readonly<Record<HttpSignatureFault, string>> = {
  missing: 'no signature for this service',
  malformed: 'a malformed signature',
  ambiguous: 'several signatures for this service',
  parameters: 'a signature without key id, time or nonce',
  coverage: 'a signature that covers too little',
  time: 'a signature of another time',
  'unknown-key': 'a key that is not known',
  algorithm: 'a key for another algorithm',
  signature: 'a wrong signature',
  replayed: 'a signature that was used before',
};
