/**
 * Claims something that may be used once, until it would be refused as too old anyway; answers whether it was still to be
 * had. Shared by all instances of an authorizer: two callers never both hear yes.
 *
 * @throws Error when nobody can tell
 */
export type ClaimOnce = (key: string, expiresAtSeconds: number) => Promise<boolean>;
