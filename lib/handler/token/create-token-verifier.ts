import { type KeyObject, verify } from 'node:crypto';
import { type ClaimRules, checkClaims } from './check-claims.ts';
import { fetchKeySet } from './fetch-key-set.ts';
import { type FetchKeys, KeySet } from './key-set.ts';
import { type ParsedToken, parseToken } from './parse-token.ts';
import { TokenRefused } from './token-refused.ts';

/** An issuer that is trusted, and for what. */
export interface TrustedIssuer {
  /** `iss`, compared as it stands: `https://cognito-idp.<region>.amazonaws.com/<pool id>`. */
  readonly issuer: string;
  /** Where its keys are. @default `<issuer>/.well-known/jwks.json` */
  readonly jwksUri?: string;
  /** App clients whose tokens are taken. */
  readonly clientIds: readonly [string, ...string[]];
  /** @default 'access' */
  readonly tokenUse?: 'access' | 'id';
  /** At least one of these must be granted. @default none asked for */
  readonly scopes?: readonly string[];
}

export interface TokenVerifierOptions {
  readonly issuers: readonly [TrustedIssuer, ...TrustedIssuer[]];
  /** @default HTTPS without redirects, 3 s, 64 KiB */
  readonly fetchKeys?: FetchKeys;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

declare const verified: unique symbol;
/** Claims of a token whose signature and rules were checked; only a verifier makes them. */
export type VerifiedClaims = Readonly<Record<string, unknown>> & { readonly [verified]: true };

export interface TokenVerifier {
  /**
   * Verifies a token, which costs little more than its signature (RS256, RFC 7518 §3.3).
   *
   * @throws TokenRefused naming the fault, without a word of the token. Any other error means that the keys of the
   * issuer could not be loaded.
   */
  verify(token: string): Promise<VerifiedClaims>;
}

interface Trust {
  readonly keys: KeySet;
  readonly rules: ClaimRules;
}

/**
 * Verifies access tokens where no gateway has done so: RS256 only, an end is required, critical headers are refused, and
 * a key belongs to the issuer that published it.
 */
export function createTokenVerifier({
  issuers,
  fetchKeys = fetchKeySet,
  now = Date.now,
}: TokenVerifierOptions): TokenVerifier {
  const trusted = new Map(issuers.map((each) => [each.issuer, trustOf(each, fetchKeys, now)]));
  return {
    verify: async (token) => {
      const parsed = parseToken(token);
      // What is not a string is the name of no issuer.
      const trust = trusted.get(parsed.claims['iss'] as string);
      if (trust === undefined) throw new TokenRefused('issuer');
      const key = trust.keys.known(parsed.keyId) ?? (await trust.keys.find(parsed.keyId));
      return checked(parsed, key, trust.rules, now());
    },
  };
}

function checked(
  parsed: ParsedToken,
  key: KeyObject | undefined,
  rules: ClaimRules,
  nowMillis: number,
): VerifiedClaims {
  if (key === undefined) throw new TokenRefused('unknown-key');
  // The bare key: wrapping it in an options object costs as much again as the verification.
  if (!verify('RSA-SHA256', parsed.signed, key, parsed.signature)) throw new TokenRefused('signature');
  checkClaims(parsed.claims, rules, nowMillis / 1_000);
  // The only place that makes verified claims.
  return parsed.claims as VerifiedClaims;
}

function trustOf(
  { issuer, jwksUri = `${issuer}/.well-known/jwks.json`, clientIds, tokenUse = 'access', scopes = [] }: TrustedIssuer,
  fetchKeys: FetchKeys,
  now: () => number,
): Trust {
  return {
    keys: new KeySet({ url: new URL(jwksUri), fetchKeys, now }),
    rules: { tokenUse, clientIds: new Set(clientIds), scopes },
  };
}
