import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Cbor } from './cbor.ts';

/** ES256 and RS256 by their numbers (RFC 9053 §2.1, RFC 8812 §2), which every authenticator has one of. */
export const algorithms = { ES256: -7, RS256: -257 } as const;

export type Algorithm = (typeof algorithms)[keyof typeof algorithms];

/** What a passkey signs with. Either way the digest is SHA-256. */
export interface PasskeyKey {
  readonly algorithm: Algorithm;
  readonly key: KeyObject;
}

/** A key in COSE's form (RFC 9052 §7). @returns undefined for another algorithm, or parts that make no key of it */
export function toPasskeyKey(cose: Cbor | undefined): PasskeyKey | undefined {
  if (!(cose instanceof Map)) return undefined;
  // `instanceof` loses what the map holds; `Cbor` has one kind of map.
  const parts = cose as ReadonlyMap<number | string, Cbor>;
  const algorithm = parts.get(label.algorithm);
  const jwk =
    algorithm === algorithms.ES256 ? toEcJwk(parts) : algorithm === algorithms.RS256 ? toRsaJwk(parts) : undefined;
  if (jwk === undefined) return undefined;
  try {
    return { algorithm: algorithm as Algorithm, key: createPublicKey({ key: jwk, format: 'jwk' }) };
  } catch {
    // A point that is not on the curve, for one.
    return undefined;
  }
}

const label = { type: 1, algorithm: 3, curve: -1, x: -2, y: -3, modulus: -1, exponent: -2 } as const;

function toEcJwk(parts: ReadonlyMap<number | string, Cbor>) {
  const [x, y] = [parts.get(label.x), parts.get(label.y)];
  const isP256 = parts.get(label.type) === 2 && parts.get(label.curve) === 1;
  if (!isP256 || !(x instanceof Buffer) || !(y instanceof Buffer) || x.length !== 32 || y.length !== 32)
    return undefined;
  return { kty: 'EC', crv: 'P-256', x: x.toString('base64url'), y: y.toString('base64url') };
}

/** 2,048 to 4,096 bits: shorter ones are weak, longer ones slow. */
function toRsaJwk(parts: ReadonlyMap<number | string, Cbor>) {
  const [n, e] = [parts.get(label.modulus), parts.get(label.exponent)];
  if (parts.get(label.type) !== 3 || !(n instanceof Buffer) || !(e instanceof Buffer)) return undefined;
  const isPossible = n.length >= 256 && n.length <= 512 && (n[0] ?? 0) >= 0x80 && e.toString('hex') === '010001';
  return isPossible ? { kty: 'RSA', n: n.toString('base64url'), e: e.toString('base64url') } : undefined;
}
