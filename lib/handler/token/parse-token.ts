import { isTokenAlgorithm, type TokenAlgorithm } from './token-algorithms.ts';
import { TokenRefused } from './token-refused.ts';

/** A token taken apart; nothing of it is verified. */
export interface ParsedToken extends TokenHeader {
  readonly claims: Readonly<Record<string, unknown>>;
  /** What the signature is over (RFC 7515 §5.2). */
  readonly signed: Buffer;
  readonly signature: Buffer;
}

interface TokenHeader {
  readonly algorithm: TokenAlgorithm;
  readonly keyId: string;
}

/** Longer than any token of a user pool; a longer one is not even decoded. */
const longestToken = 8_192;

/** RFC 7519 §5.1, and RFC 9068 §2.1 for access tokens. */
const types = new Set([undefined, 'JWT', 'at+jwt']);

/** Headers repeat from token to token: as many are remembered as issuers could have keys. */
const headers = new Map<string, TokenHeader>();
const mostHeaders = 64;

/**
 * Takes a compact JWS (RFC 7515 §7.1) apart.
 *
 * @throws TokenRefused `malformed`; `algorithm` for one that no issuer may use, `none` among them; `critical-header` for any `crit`;
 * `type` for a token that says it is something else.
 */
export function parseToken(token: string): ParsedToken {
  if (!(token.length <= longestToken)) throw new TokenRefused('malformed');
  const first = token.indexOf('.');
  const second = token.indexOf('.', first + 1);
  if (first < 1 || second < 0) throw new TokenRefused('malformed');
  const signature = decode(token.slice(second + 1));
  return {
    ...headerOf(token.slice(0, first)),
    claims: parseObject(token.slice(first + 1, second)),
    signed: Buffer.from(token.slice(0, second), 'latin1'),
    signature,
  };
}

function headerOf(encoded: string): TokenHeader {
  const known = headers.get(encoded);
  if (known !== undefined) return known;
  const { alg, crit, typ, kid } = parseObject(encoded);
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

/** Node decodes base64url leniently; only its one canonical form is taken. */
function decode(encoded: string): Buffer {
  const bytes = Buffer.from(encoded, 'base64url');
  if (bytes.toString('base64url') !== encoded) throw new TokenRefused('malformed');
  return bytes;
}

function parseObject(encoded: string): Readonly<Record<string, unknown>> {
  const value = parse(Buffer.from(encoded, 'base64url').toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TokenRefused('malformed');
  // An object that JSON.parse made: its members are checked where they are read.
  return value as Readonly<Record<string, unknown>>;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TokenRefused('malformed');
  }
}
