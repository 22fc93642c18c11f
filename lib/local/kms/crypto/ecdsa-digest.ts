import { createECDH, createPublicKey, type KeyObject } from 'node:crypto';
import { addPoints, type Curve, curves, invert, modulo, multiplyPoint } from './curve.ts';
import { readDerSignature, writeDerSignature } from './der-signature.ts';

/**
 * ECDSA over a message that comes hashed (FIPS 186-5, section 6.4), which Node.js does not offer. What depends on the
 * ephemeral secret's multiplication is left to OpenSSL; the key itself is used once, in a product of fixed size.
 */
export const signDigestEcdsa = (key: KeyObject, digest: Uint8Array): Buffer => {
  const { name, curve } = curveOf(key);
  const secret = fromBase64(key.export({ format: 'jwk' }).d);
  const z = toScalar(digest, curve);
  for (;;) {
    const ephemeral = createECDH(name);
    const point = ephemeral.generateKeys();
    const x = fromBytes(point.subarray(1, 1 + (point.length - 1) / 2));
    const r = modulo(x, curve.order);
    const s = modulo(invert(fromBytes(ephemeral.getPrivateKey()), curve.order) * (z + r * secret), curve.order);
    if (r !== 0n && s !== 0n) return writeDerSignature(r, s);
  }
};

export const verifyDigestEcdsa = (key: KeyObject, digest: Uint8Array, signature: Uint8Array): boolean => {
  const { curve } = curveOf(key);
  const pair = readDerSignature(signature);
  if (pair === undefined) return false;
  const [r, s] = pair;
  if (!(r > 0n && r < curve.order && s > 0n && s < curve.order)) return false;
  const { x, y } = createPublicKey(key).export({ format: 'jwk' });
  const inverse = invert(s, curve.order);
  const sum = addPoints(
    curve,
    multiplyPoint(curve, modulo(toScalar(digest, curve) * inverse, curve.order), curve.generator),
    multiplyPoint(curve, modulo(r * inverse, curve.order), { x: fromBase64(x), y: fromBase64(y) }),
  );
  return sum !== undefined && modulo(sum.x, curve.order) === r;
};

const curveOf = (key: KeyObject): { readonly name: string; readonly curve: Curve } => {
  const name = key.asymmetricKeyDetails?.namedCurve ?? '';
  const curve = curves.get(name);
  if (curve === undefined) throw new Error(`The curve ${name} is not known`);
  return { name, curve };
};

/** The leftmost bits of a digest, as many as the order has. */
const toScalar = (digest: Uint8Array, { order }: Curve): bigint => {
  const surplus = digest.length * 8 - order.toString(2).length;
  return surplus > 0 ? fromBytes(digest) >> BigInt(surplus) : fromBytes(digest);
};

const fromBytes = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

const fromBase64 = (text = ''): bigint => fromBytes(Buffer.from(text, 'base64url'));
