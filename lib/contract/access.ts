/** Of which a caller's credential carries at least one; a scope is `<resource server>/<name>`: `bank/accounts.read`. */
export type Scopes = readonly [string, ...string[]];

interface Scoped {
  readonly scopes: Scopes;
}

/** Nobody authenticates; `because` says why that is right and is shown in the documentation and in the template. */
export interface PublicAccess {
  readonly kind: 'public';
  readonly because: string;
}

/** How sure the issuer must be of who the caller is, and since when (RFC 9470). */
export interface Assurance {
  /** Authentication context classes of which the token carries one: `urn:cognito:loa:3`. @default any */
  readonly acrValues?: readonly [string, ...string[]];
  /** Longest time since the caller last authenticated actively, in seconds. @default any */
  readonly maxAgeSeconds?: number;
}

/** What a `bearer` endpoint asks of a token beside its scopes. */
export interface TokenDemands {
  /**
   * Whose tokens: the user pool's, those of any issuer that the API trusts, the pool among them, or of any but the pool.
   * @default 'users'
   */
  readonly issuers?: 'users' | 'trusted' | 'others';
  /**
   * How the token is bound to who sends it: to a client certificate (RFC 8705), to a key that signs a proof (DPoP,
   * RFC 9449), or to either. @default not at all
   */
  readonly boundTo?: 'certificate' | 'dpop' | 'any';
  /** @default however the caller signed in, and whenever */
  readonly assurance?: Assurance;
  /** Whether a sign-out everywhere ends the token at once. @default false: it ends when it expires */
  readonly fresh?: true;
}

/** An OAuth 2.0 access token (RFC 6750); it carries at least one of the scopes. */
export interface BearerAccess extends Scoped, TokenDemands {
  readonly kind: 'bearer';
}

/** An API key in the `X-API-Key` header; the key carries at least one of the scopes. */
export interface ApiKeyAccess extends Scoped {
  readonly kind: 'apiKey';
}

/** An API key as user name and password (RFC 7617), for clients that have nothing else. */
export interface BasicAccess extends Scoped {
  readonly kind: 'basic';
}

/** A generated service credential that is never sent (RFC 7616, SHA-256), for clients that have nothing else. */
export interface DigestAccess extends Scoped {
  readonly kind: 'digest';
}

/** What an endpoint asks of a client certificate beside its scopes. */
export interface CertificateDemands {
  /**
   * Whether the very certificate must be registered: that its subject or a name of it is, which a later one of its issuer has
   * as well, is not enough. @default false
   */
  readonly pinned?: true;
}

/** A client certificate, on a domain with mutual TLS. */
export interface ClientCertificateAccess extends Scoped, CertificateDemands {
  readonly kind: 'clientCertificate';
}

/** A signature over the request (RFC 9421) and its body (RFC 9530). */
export interface SignatureAccess extends Scoped {
  readonly kind: 'signature';
}

/** One way to authenticate. */
export type SchemeAccess =
  | BearerAccess
  | ApiKeyAccess
  | BasicAccess
  | DigestAccess
  | ClientCertificateAccess
  | SignatureAccess;

/** The name of one way to authenticate. */
export type SchemeName = SchemeAccess['kind'];

/** Several ways at once: the first names the caller, the others belong to the same client. */
export interface AllOfAccess {
  readonly kind: 'allOf';
  readonly all: readonly [SchemeAccess, SchemeAccess, ...SchemeAccess[]];
}

/** One of several ways, the caller's choice. */
export interface AnyOfAccess {
  readonly kind: 'anyOf';
  readonly any: readonly [SchemeAccess | AllOfAccess, SchemeAccess | AllOfAccess, ...(SchemeAccess | AllOfAccess)[]];
}

/** How an endpoint's callers authenticate. Opting out is spelled, with a reason. */
export type Access = PublicAccess | SchemeAccess | AllOfAccess | AnyOfAccess;

/** Open to everyone, for a reason of at least a few words. */
export const publicAccess = ({ because }: { readonly because: string }): PublicAccess => ({ kind: 'public', because });

/** An access token with one of these scopes, and whatever else is asked of it. */
export const bearer = (demands: Scoped & TokenDemands): BearerAccess => ({ kind: 'bearer', ...demands });

/** An API key with one of these scopes. */
export const apiKey = ({ scopes }: Scoped): ApiKeyAccess => ({ kind: 'apiKey', scopes });

/** An API key with one of these scopes, as a user name and a password. */
export const basic = ({ scopes }: Scoped): BasicAccess => ({ kind: 'basic', scopes });

/** A service credential with one of these scopes, proven by a digest. */
export const digest = ({ scopes }: Scoped): DigestAccess => ({ kind: 'digest', scopes });

/** A registered client certificate with one of these scopes. */
export const clientCertificate = (demands: Scoped & CertificateDemands): ClientCertificateAccess => ({
  kind: 'clientCertificate',
  ...demands,
});

/** A registered signing key with one of these scopes. */
export const signature = ({ scopes }: Scoped): SignatureAccess => ({ kind: 'signature', scopes });

/** All of these at once. */
export const allOf = (...all: AllOfAccess['all']): AllOfAccess => ({ kind: 'allOf', all });

/** One of these. */
export const anyOf = (...any: AnyOfAccess['any']): AnyOfAccess => ({ kind: 'anyOf', any });
