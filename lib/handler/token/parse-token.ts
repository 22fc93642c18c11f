import { type CompactJws, parseJwsObject, splitJws } from './compact-jws.ts';
import { isTokenAlgorithm, type TokenAlgorithm } from './token-algorithms.ts';
import { TokenRefused } from './token-refused.ts';

/** A token taken apart; nothing of it is verified. */
export interface ParsedToken extends TokenHeader, Pick<CompactJws, 'signed' | 'signature'> {
  readonly claims: Readonly<Record<string, unknown>>;
}

export interface TokenHeader {
  readonly algorithm: TokenAlgorithm;
  readonly keyId: string;
}

/** RFC 7519 §5.1, and RFC 9068 §4 for access tokens. */
const types = new Set([undefined, 'JWT', 'at+jwt', 'application/at+jwt']);

/** Headers repeat from token to token: as many are remembered as issuers could have keys. */
const headers = new Map<string, TokenHeader>();
const mostHeaders = 64;

/**
 * Takes a token apart.
 *
 * @throws TokenRefused `malformed`; `algorithm` for one that no issuer may use, `none` among them; `critical-header` for
 * any `crit`; `type` for a token that says it is something else.
 */
export function parseToken(token: string): ParsedToken {
  const { encodedHeader, encodedPayload, signed, signature } = splitJws(token);
  const { algorithm, keyId } = parseTokenHeader(encodedHeader);
  return { algorithm, keyId, claims: parseJwsObject(encodedPayload), signed, signature };
}

/** @throws TokenRefused as {@link parseToken} does */
export function parseTokenHeader(encoded: string): TokenHeader {
  const known = headers.get(encoded);
  if (known !== undefined) return known;
  const { alg, crit, typ, kid } = parseJwsObject(encoded);
  if (!isTokenAlgorithm(alg)) throw new TokenRefused('algorithm');
  if (crit !== undefined) throw new TokenRefused('critical-header');
  // What is not a string is in no set of strings.
  if (!types.has(typ as string | undefined)) throw new TokenRefused('type');
  if (typeof kid !== 'string' || kid === '') throw new TokenRefused('unknown-key');
  if (headers.size >= mostHeaders) headers.clear();
  const header = { algorithm: alg, keyId: kid };
  headers.set(encoded, header);
  return header;
}
