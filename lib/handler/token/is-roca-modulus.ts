import type { KeyObject } from 'node:crypto';

/** Primes of which the flawed generator's moduli reach few residues only: the powers of 65537. */
const primes = [11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157];

const powersOf65537 = new Map(
  primes.map((prime) => {
    const powers = new Set<number>();
    for (let power = 1; !powers.has(power); power = (power * 65_537) % prime) powers.add(power);
    return [prime, powers] as const;
  }),
);

/**
 * Whether an RSA modulus has the fingerprint of ROCA (CVE-2017-15361): keys that some chips made, and that can be factored.
 * A sound key has it by chance once in many millions.
 */
export function isRocaModulus(key: KeyObject): boolean {
  const { n = '' } = key.export({ format: 'jwk' });
  const modulus = BigInt(`0x${Buffer.from(n, 'base64url').toString('hex') || '0'}`);
  return primes.every((prime) => powersOf65537.get(prime)?.has(Number(modulus % BigInt(prime))));
}
