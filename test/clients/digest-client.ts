import { hash } from 'node:crypto';
import { parseCredentials } from '../../lib/handler/http-auth/credentials.ts';

/** What goes into the `Authorization` header of Digest, each member as a client may send it or leave it out. */
export interface DigestParameters {
  readonly username: string;
  readonly password: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  readonly method: string;
  readonly nc: string;
  readonly cnonce: string;
  readonly algorithm: string;
  readonly qop: string;
}

type Hash = 'md5' | 'sha256';

/** `response` of RFC 7616 §3.4.1, written by hand, so that the product does not test itself. */
export function responseOf(given: DigestParameters, algorithm: Hash = 'sha256'): string {
  const h = (text: string) => hash(algorithm, text);
  const a1 = h(`${given.username}:${given.realm}:${given.password}`);
  const a2 = h(`${given.method}:${given.uri}`);
  // Without qop, as in RFC 2069.
  if (given.qop === '') return h(`${a1}:${given.nonce}:${a2}`);
  return h(`${a1}:${given.nonce}:${given.nc}:${given.cnonce}:${given.qop}:${a2}`);
}

/** The header: what is empty is left out. */
export function digestHeader(given: DigestParameters, response = responseOf(given), more = ''): string {
  const { username, realm, nonce, uri, cnonce, algorithm, qop, nc } = given;
  const quoted = Object.entries({ username, realm, nonce, uri, response, cnonce })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}="${value}"`);
  const bare = Object.entries({ algorithm, qop, nc })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`);
  return `Digest ${[...quoted, ...bare].join(', ')}${more}`;
}

/** The nonce of a challenge that has other schemes beside Digest. */
export function nonceOf(challenge: unknown): string {
  const [, digest = ''] = /(Digest .*)$/.exec(String(challenge)) ?? [];
  return parseCredentials(digest)?.parameters.get('nonce') ?? '';
}
