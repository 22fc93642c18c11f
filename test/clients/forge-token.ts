import { createHmac, createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject, sign } from 'node:crypto';

/** Header and claims of a token, as whoever holds it reads them. */
export interface OpenedToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

export function openToken(token: string): OpenedToken {
  const [header, claims] = token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
  return { header, claims };
}

export const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A key of the attacker's own. */
export const stranger = generateKeyPairSync('rsa', { modulusLength: 2_048 });

/** A token with these parts, signed by whatever key. */
export function forge(header: unknown, claims: unknown, key: KeyObject = stranger.privateKey): string {
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
}

/** A token that is signed by HMAC, with the public key of the issuer as the secret. */
export function forgeByHmac(header: object, claims: unknown, published: JsonWebKey, type: 'spki' | 'pkcs1'): string {
  const secret = createPublicKey({ key: published, format: 'jwk' }).export({ type, format: 'pem' });
  const signed = `${encode({ ...header, alg: 'HS256' })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
