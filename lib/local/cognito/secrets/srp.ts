import { createHash, createHmac, getDiffieHellman, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * The server's half of SRP-6a (RFC 5054 arithmetic) as Cognito's clients speak it: the 3072-bit group of RFC 3526 §4,
 * SHA-256, integers hashed in two's complement, and a signature over the server's own secret block as the proof.
 */
const N = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);
const g = 2n;

const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** Big-endian two's complement of a positive integer, as Java's `BigInteger.toByteArray` gives it. */
export function toSignedBytes(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

const toInteger = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);

/** Right to left over the bits of the exponent. Not constant in time; the server's secret is fresh for each sign-in. */
export function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let power = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * power) % modulus;
    power = (power * power) % modulus;
  }
  return result;
}

const k = toInteger(sha256(toSignedBytes(N), toSignedBytes(g)));

/** Who signs in: the part of the pool id after the underscore, and `USER_ID_FOR_SRP`. */
export interface SrpIdentity {
  readonly poolName: string;
  readonly userId: string;
}

/** What is kept instead of the password. Whoever has the verifier can pose as the server, so it is sealed at rest. */
export interface SrpRecord {
  readonly salt: Buffer;
  readonly verifier: Buffer;
}

export function createSrpRecord({ poolName, userId }: SrpIdentity, password: string): SrpRecord {
  const salt = randomBytes(16);
  const x = toInteger(sha256(toSignedBytes(toInteger(salt)), sha256(`${poolName}${userId}:${password}`)));
  return { salt, verifier: toSignedBytes(modPow(g, x, N)) };
}

/**
 * A record that a device made for itself, as two's complement.
 *
 * @returns undefined for what is no positive number, or a verifier to which anyone has the answer
 */
export function parseSrpRecord({ salt, verifier }: SrpRecord): SrpRecord | undefined {
  if (!isPositive(salt) || !isPositive(verifier)) return undefined;
  const value = toInteger(verifier);
  return value > 1n && value < N - 1n ? { salt, verifier: toSignedBytes(value) } : undefined;
}

/** As Java reads it: the first bit is the sign. */
const isPositive = (bytes: Buffer): boolean => bytes.length > 0 && bytes.readUInt8(0) < 0x80 && toInteger(bytes) > 0n;

/** The server's ephemeral values for one sign-in; `secret` stays here. */
export interface SrpExchange {
  readonly secret: Buffer;
  readonly serverPublic: Buffer;
}

export function startSrpExchange(verifier: Uint8Array): SrpExchange {
  const secret = randomBytes(32);
  const serverPublic = (k * toInteger(verifier) + modPow(g, toInteger(secret), N)) % N;
  return { secret, serverPublic: toSignedBytes(serverPublic) };
}

/** @returns undefined for what is no public value of a client: no hexadecimal number, or zero modulo N */
export function parseClientPublic(hex: string): Buffer | undefined {
  if (!/^[0-9a-fA-F]{1,1024}$/.test(hex)) return undefined;
  const value = BigInt(`0x${hex}`);
  return value % N === 0n ? undefined : toSignedBytes(value);
}

/** Whether the signature over the secret block was made by someone who knows the password behind the verifier. */
export function isSrpProof(
  proof: { readonly secretBlock: Uint8Array; readonly timestamp: string; readonly signature: Uint8Array },
  exchange: SrpExchange & { readonly clientPublic: Uint8Array; readonly verifier: Uint8Array },
  { poolName, userId }: SrpIdentity,
): boolean {
  const clientPublic = toInteger(exchange.clientPublic);
  const serverPublic = toInteger(exchange.serverPublic);
  const u = toInteger(sha256(toSignedBytes(clientPublic), toSignedBytes(serverPublic)));
  if (u === 0n) return false;
  const base = (clientPublic * modPow(toInteger(exchange.verifier), u, N)) % N;
  const shared = modPow(base, toInteger(exchange.secret), N);
  const key = Buffer.from(hkdfSync('sha256', toSignedBytes(shared), toSignedBytes(u), 'Caldera Derived Key', 16));
  const expected = createHmac('sha256', key)
    .update(poolName)
    .update(userId)
    .update(proof.secretBlock)
    .update(proof.timestamp)
    .digest();
  return proof.signature.length === expected.length && timingSafeEqual(proof.signature, expected);
}
