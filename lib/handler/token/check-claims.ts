import { claims as names } from '../../contract/index.ts';
import { TokenRefused } from './token-refused.ts';

/** What the claims of a token must say. */
export interface ClaimRules {
  /** `token_use` of the user pool; `unnamed` where the issuer has no such claim. */
  readonly tokenUse: 'access' | 'id' | 'unnamed';
  /** Clients whose tokens are taken: `client_id`; undefined for any. */
  readonly clientIds: ReadonlySet<string> | undefined;
  /** Of which `aud` holds one; undefined where it is not asked for. */
  readonly audiences: readonly string[] | undefined;
  /** At least one of these must be in `scope`; none given, none asked for. */
  readonly scopes: readonly string[];
}

/** How far ahead an issuer's clock may be. */
export const skewSeconds = 60;

/**
 * Names as OpenID Connect Core §2 has them: ASCII, and no longer. Without what ends a text or a line, because they stand in
 * logs that others write.
 */
const name = /^[\x20\x21\x23-\x5b\x5d-\x7e]{1,255}$/;

/** @throws TokenRefused for the first claim that is missing or does not say what it must. */
export function checkClaims(
  claims: Readonly<Record<string, unknown>>,
  { tokenUse, clientIds, audiences, scopes }: ClaimRules,
  nowSeconds: number,
): void {
  const { exp, nbf = 0, iat } = claims;
  // A token without an end, or with one that is no number, has ended.
  if (!(typeof exp === 'number' && nowSeconds < exp)) throw new TokenRefused('expired');
  if (!isPast(iat, nowSeconds) || !isPast(nbf, nowSeconds)) throw new TokenRefused('not-yet-valid');
  const { [names.tokenUse]: use = 'unnamed' } = claims;
  if (use !== tokenUse) throw new TokenRefused('token-use');
  // What is not a string is in no set of strings.
  if (clientIds?.has(claims[names.clientId] as string) === false) throw new TokenRefused('client');
  if (audiences?.some((each) => listOf(claims['aud']).includes(each)) === false) throw new TokenRefused('audience');
  const { [names.subject]: subject, [names.clientId]: clientId, azp, [names.scope]: scope } = claims;
  if (!isName(subject)) throw new TokenRefused('subject');
  if (![clientId, azp].every((each) => each === undefined || isName(each))) throw new TokenRefused('client');
  if (scopes.length === 0) return;
  const granted = typeof scope === 'string' ? scope.split(' ') : [];
  if (!scopes.some((each) => granted.includes(each))) throw new TokenRefused('scope');
}

/** `aud` is a string or several (RFC 7519 §4.1.3). */
const listOf = (audience: unknown): readonly unknown[] => (Array.isArray(audience) ? audience : [audience]);

const isName = (value: unknown): boolean => typeof value === 'string' && name.test(value);

const isPast = (seconds: unknown, nowSeconds: number): boolean =>
  typeof seconds === 'number' && seconds <= nowSeconds + skewSeconds;
