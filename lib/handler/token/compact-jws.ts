import { TokenRefused } from './token-refused.ts';

/** A compact JWS (RFC 7515 §7.1) in its parts; nothing is verified. */
export interface CompactJws {
  /** As it was sent. */
  readonly encodedHeader: string;
  readonly encodedPayload: string;
  /** What the signature is over (RFC 7515 §5.2). */
  readonly signed: Buffer;
  readonly signature: Buffer;
}

/** Longer than any token of a user pool; a longer one is not even decoded. */
const longestToken = 8_192;

/** @throws TokenRefused `malformed` */
export function splitJws(token: string): CompactJws {
  if (!(token.length <= longestToken)) throw new TokenRefused('malformed');
  const first = token.indexOf('.');
  const second = token.indexOf('.', first + 1);
  if (first < 1 || second < 0) throw new TokenRefused('malformed');
  const signature = decode(token.slice(second + 1));
  return {
    encodedHeader: token.slice(0, first),
    encodedPayload: token.slice(first + 1, second),
    signed: Buffer.from(token.slice(0, second), 'latin1'),
    signature,
  };
}

/** The object that a part of the token holds. @throws TokenRefused `malformed` */
export function parseJwsObject(encoded: string): Readonly<Record<string, unknown>> {
  const value = parse(Buffer.from(encoded, 'base64url').toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TokenRefused('malformed');
  // An object that JSON.parse made: its members are checked where they are read.
  return value as Readonly<Record<string, unknown>>;
}

/** Node decodes base64url leniently; only its one canonical form is taken. */
function decode(encoded: string): Buffer {
  const bytes = Buffer.from(encoded, 'base64url');
  if (bytes.toString('base64url') !== encoded) throw new TokenRefused('malformed');
  return bytes;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TokenRefused('malformed');
  }
}
