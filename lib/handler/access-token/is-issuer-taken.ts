import type { TokenDemands } from '../../contract/index.ts';

/** Whose token it was: the user pool's, or of another issuer that the API trusts. */
export type IssuedBy = 'users' | 'others';

/**
 * Whether an endpoint takes tokens of this issuer. The authorizer asks of a token, and the endpoint of what the authorizer
 * attests, since both read what is demanded from tables of their own. Who does not say whose token it was is refused, and so
 * is a demand that nobody knows.
 */
export const isIssuerTaken = (
  issuers: NonNullable<TokenDemands['issuers']> | undefined,
  issuedBy: IssuedBy | undefined,
): boolean => issuedBy !== undefined && (taken.get(issuers ?? 'users')?.includes(issuedBy) ?? false);

const taken: ReadonlyMap<NonNullable<TokenDemands['issuers']>, readonly IssuedBy[]> = new Map([
  ['users', ['users']],
  ['trusted', ['users', 'others']],
  ['others', ['others']],
]);
