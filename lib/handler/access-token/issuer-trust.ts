import type { TrustedIssuer } from '../token/create-token-verifier.ts';

/** An issuer, and what its tokens may say about a caller. */
export interface IssuerTrust extends TrustedIssuer {
  /**
   * Whether it is the API's own user pool, whose `sub` names a user of the API. A subject of any other issuer is named
   * together with its issuer, because two issuers may give one `sub` to two people.
   * @default false
   */
  readonly isOwn?: boolean;
  /** Claim that lists a caller's roles. @default none: its tokens carry no roles */
  readonly rolesClaim?: string;
  /** Roles that it may give; others of the claim count for nothing. @default all for the own pool, none for another */
  readonly grantableRoles?: readonly string[];
  /** Scopes that it may give; others count for nothing. @default all for the own pool, none for another */
  readonly grantableScopes?: readonly string[];
}

type Claims = Readonly<Record<string, unknown>>;

/** Who a token is about, in words of the API. */
export interface TokenFacts {
  readonly subject: string;
  readonly client: string;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
}

export function toTokenFacts(claims: Claims, trust: IssuerTrust): TokenFacts {
  const { isOwn = false, rolesClaim, grantableRoles, grantableScopes } = trust;
  const name = (value: unknown) => (isOwn ? text(value) : `${trust.issuer}|${text(value)}`);
  return {
    subject: name(claims['sub']),
    client: name(claims['client_id'] ?? claims['azp'] ?? claims['sub']),
    scopes: granted(text(claims['scope']).split(' '), grantableScopes, isOwn),
    roles: rolesClaim === undefined ? [] : granted(list(claims[rolesClaim]), grantableRoles, isOwn),
  };
}

const granted = (values: readonly string[], grantable: readonly string[] | undefined, isOwn: boolean) =>
  values.filter((value) => value !== '' && (grantable === undefined ? isOwn : grantable.includes(value)));

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Roles travel in one text, joined by commas: a name that holds one would be two. */
const list = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (each): each is string => typeof each === 'string' && /^[\w.:-]+$/.test(each),
  );
