import type { KeyObject } from 'node:crypto';
import { type ClaimRules, checkClaims } from './check-claims.ts';
import { fetchKeySet } from './fetch-key-set.ts';
import { type FetchKeys, KeySet } from './key-set.ts';
import { type ParsedToken, parseToken } from './parse-token.ts';
import { type TokenAlgorithm, tokenAlgorithms } from './token-algorithms.ts';
import { TokenRefused } from './token-refused.ts';

/** An issuer that is trusted, and for what. */
export interface TrustedIssuer {
  /** `iss`, compared as it stands: `https://cognito-idp.<region>.amazonaws.com/<pool id>`. */
  readonly issuer: string;
  /** Where its keys are. @default `<issuer>/.well-known/jwks.json` */
  readonly jwksUri?: string;
  /** What it may sign with. @default RS256, which is what Cognito uses */
  readonly algorithms?: readonly [TokenAlgorithm, ...TokenAlgorithm[]];
  /** Clients whose tokens are taken: `client_id`. @default any, for an issuer that names audiences */
  readonly clientIds?: readonly [string, ...string[]];
  /** The API's own names, of which `aud` holds one (RFC 9068 §4). @default not asked for: Cognito has no audience */
  readonly audiences?: readonly [string, ...string[]];
  /** `token_use` of Cognito; `unnamed` for an issuer that has no such claim. @default 'access' */
  readonly tokenUse?: 'access' | 'id' | 'unnamed';
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
  readonly algorithms: ReadonlySet<TokenAlgorithm>;
  readonly rules: ClaimRules;
}

/**
 * Verifies access tokens where no gateway has done so: each issuer with its own algorithms, an end is required, critical
 * headers are refused, and a key belongs to the issuer that published it.
 *
 * @throws Error for an issuer of which neither clients nor audiences are named: its tokens could be meant for anybody
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
      const { algorithm, keyId } = parsed;
      if (!trust.algorithms.has(algorithm)) throw new TokenRefused('algorithm');
      const key = trust.keys.known(algorithm, keyId) ?? (await trust.keys.find(algorithm, keyId));
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
  const { verify } = tokenAlgorithms[parsed.algorithm];
  if (!verify(parsed.signed, key, parsed.signature)) throw new TokenRefused('signature');
  checkClaims(parsed.claims, rules, nowMillis / 1_000);
  // The only place that makes verified claims.
  return parsed.claims as VerifiedClaims;
}

function trustOf(issuer: TrustedIssuer, fetchKeys: FetchKeys, now: () => number): Trust {
  const { clientIds, audiences, tokenUse = 'access', scopes = [] } = issuer;
  const { jwksUri = `${issuer.issuer}/.well-known/jwks.json`, algorithms = ['RS256'] } = issuer;
  if (clientIds === undefined && audiences === undefined) {
    throw new Error(`name the clients or the audiences of ${issuer.issuer}: its tokens may be meant for anybody`);
  }
  return {
    keys: new KeySet({ url: new URL(jwksUri), algorithms, fetchKeys, now }),
    algorithms: new Set(algorithms),
    rules: { tokenUse, clientIds: clientIds && new Set(clientIds), audiences, scopes },
  };
}
