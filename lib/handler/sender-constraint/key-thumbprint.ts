import { hash, type JsonWebKey, X509Certificate } from 'node:crypto';

/** Members that make up a key, in the order of RFC 7638 §3.2 and RFC 8037 §2. */
const members: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['EC', ['crv', 'kty', 'x', 'y']],
  ['OKP', ['crv', 'kty', 'x']],
  ['RSA', ['e', 'kty', 'n']],
]);

/**
 * The thumbprint of a public key (RFC 7638, SHA-256): `cnf.jkt` of a token that is bound to it (RFC 9449 §6.1).
 *
 * @returns undefined for a key of another kind, or one that lacks a member
 */
export function keyThumbprint(jwk: JsonWebKey): string | undefined {
  const names = members.get(jwk.kty);
  if (names === undefined || !names.every((name) => typeof jwk[name] === 'string')) return undefined;
  return hash('sha256', JSON.stringify(Object.fromEntries(names.map((name) => [name, jwk[name]]))), 'base64url');
}

/**
 * The thumbprint of a client certificate, over its DER: `cnf["x5t#S256"]` of a token that is bound to it (RFC 8705 §3.1).
 *
 * @throws Error for what is no certificate
 */
export const certificateThumbprint = (pem: string): string => hash('sha256', new X509Certificate(pem).raw, 'base64url');
