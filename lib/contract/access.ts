/** Of which a caller's credential carries at least one; a scope is `<resource server>/<name>`: `bank/accounts.read`. */
export type Scopes = readonly [string, ...string[]];

/** Nobody authenticates; `because` says why that is right and is shown in the documentation and in the template. */
export interface PublicAccess {
  readonly kind: 'public';
  readonly because: string;
}

/** An OAuth 2.0 access token of the user pool (RFC 6750); the caller's token carries at least one of the scopes. */
export interface BearerAccess {
  readonly kind: 'bearer';
  readonly scopes: Scopes;
}

/** An API key in the `X-API-Key` header, metered by a usage plan; the key carries at least one of the scopes. */
export interface ApiKeyAccess {
  readonly kind: 'apiKey';
  readonly scopes: Scopes;
}

/** How an endpoint's callers authenticate. Opting out is spelled, with a reason. */
export type Access = PublicAccess | BearerAccess | ApiKeyAccess;

/** Open to everyone, for a reason of at least a few words. */
export const publicAccess = ({ because }: { readonly because: string }): PublicAccess => ({ kind: 'public', because });

/** An access token of the user pool with one of these scopes. */
export const bearer = ({ scopes }: { readonly scopes: Scopes }): BearerAccess => ({ kind: 'bearer', scopes });

/** An API key with one of these scopes. */
export const apiKey = ({ scopes }: { readonly scopes: Scopes }): ApiKeyAccess => ({ kind: 'apiKey', scopes });
