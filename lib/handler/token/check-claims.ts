import { claims as names } from '../../contract/index.ts';
import { TokenRefused } from './token-refused.ts';

/** What the claims of a token must say. */
export interface ClaimRules {
  /** `token_use` of the user pool. */
  readonly tokenUse: 'access' | 'id';
  /** App clients whose tokens are taken: `client_id`. */
  readonly clientIds: ReadonlySet<string>;
  /** At least one of these must be in `scope`; none given, none asked for. */
  readonly scopes: readonly string[];
}

/** How far ahead an issuer's clock may be. */
const skewSeconds = 60;

/** @throws TokenRefused for the first claim that is missing or does not say what it must. */
export function checkClaims(
  claims: Readonly<Record<string, unknown>>,
  { tokenUse, clientIds, scopes }: ClaimRules,
  nowSeconds: number,
): void {
  const { exp, nbf = 0, iat } = claims;
  // A token without an end, or with one that is no number, has ended.
  if (!(typeof exp === 'number' && nowSeconds < exp)) throw new TokenRefused('expired');
  if (!isPast(iat, nowSeconds) || !isPast(nbf, nowSeconds)) throw new TokenRefused('not-yet-valid');
  if (claims[names.tokenUse] !== tokenUse) throw new TokenRefused('token-use');
  // What is not a string is in no set of strings.
  if (!clientIds.has(claims[names.clientId] as string)) throw new TokenRefused('client');
  const { [names.subject]: subject, [names.scope]: scope } = claims;
  if (typeof subject !== 'string' || subject === '') throw new TokenRefused('subject');
  if (scopes.length === 0) return;
  const granted = typeof scope === 'string' ? scope.split(' ') : [];
  if (!scopes.some((each) => granted.includes(each))) throw new TokenRefused('scope');
}

const isPast = (seconds: unknown, nowSeconds: number): boolean =>
  typeof seconds === 'number' && seconds <= nowSeconds + skewSeconds;
