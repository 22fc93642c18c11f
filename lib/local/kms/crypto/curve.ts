/** A point of a curve; undefined is the one at infinity. */
export type Point = { readonly x: bigint; readonly y: bigint } | undefined;

/** A short Weierstrass curve: y² = x³ + ax + b over a prime field, and a point of prime order. */
export interface Curve {
  readonly prime: bigint;
  readonly a: bigint;
  readonly order: bigint;
  readonly generator: NonNullable<Point>;
}

/** SEC 2, version 2.0, and NIST SP 800-186, section 3.2.1, by the names of OpenSSL and then of JWK. */
export const curves: ReadonlyMap<string, Curve> = new Map([
  [
    'prime256v1',
    {
      prime: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
      a: -3n,
      order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
      generator: {
        x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
        y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
      },
    },
  ],
  [
    'secp384r1',
    {
      prime: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
      a: -3n,
      order: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
      generator: {
        x: 0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7n,
        y: 0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5fn,
      },
    },
  ],
  [
    'secp521r1',
    {
      prime: 2n ** 521n - 1n,
      a: -3n,
      order:
        0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
      generator: {
        x: 0xc6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66n,
        y: 0x11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650n,
      },
    },
  ],
  [
    'secp256k1',
    {
      prime: 2n ** 256n - 2n ** 32n - 977n,
      a: 0n,
      order: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
      generator: {
        x: 0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n,
        y: 0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n,
      },
    },
  ],
]);

export const modulo = (value: bigint, by: bigint): bigint => ((value % by) + by) % by;

/** The inverse in a prime field, by Euclid's extended algorithm. */
export const invert = (value: bigint, prime: bigint): bigint => {
  let [rest, next] = [prime, modulo(value, prime)];
  let [factor, nextFactor] = [0n, 1n];
  while (next !== 0n) {
    const quotient = rest / next;
    [rest, next] = [next, rest - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return modulo(factor, prime);
};

export const addPoints = ({ prime, a }: Curve, one: Point, two: Point): Point => {
  if (one === undefined) return two;
  if (two === undefined) return one;
  if (one.x === two.x && modulo(one.y + two.y, prime) === 0n) return undefined;
  const slope =
    one.x === two.x
      ? (3n * one.x * one.x + a) * invert(2n * one.y, prime)
      : (two.y - one.y) * invert(two.x - one.x, prime);
  const x = modulo(slope * slope - one.x - two.x, prime);
  return { x, y: modulo(slope * (one.x - x) - one.y, prime) };
};

/** Takes a time that depends on the factor: for public values only. */
export const multiplyPoint = (curve: Curve, factor: bigint, point: Point): Point => {
  let result: Point;
  let power = point;
  for (let rest = factor; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = addPoints(curve, result, power);
    power = addPoints(curve, power, power);
  }
  return result;
};
