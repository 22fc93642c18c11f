import type { X509Certificate } from 'node:crypto';
import { derMembers } from './der-members.ts';

/** 1.2.840.10045.4: signatures of ECDSA, whatever they hash with (RFC 5758 §3.2). */
const ecdsa = Buffer.from([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04]);

/** Orders of P-256, P-384 and P-521 (SEC 2 §2.4.2, §2.5.1, §2.6.1), the smallest first. */
const orders = [
  'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551',
  'ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973',
  `01${'f'.repeat(64)}fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409`,
].map((hex) => BigInt(`0x${hex}`));

/**
 * The same certificate with its signature in the other form: of ECDSA, (r, n - s) signs whatever (r, s) does, and to find it
 * takes no key (SEC 1 §4.1.4). Whoever holds a certificate can show either, so that one thumbprint does not name it.
 *
 * @returns the DER; undefined for a signature that has one form only
 * @throws Error for a signature that is not DER, or of a curve that API Gateway does not take
 */
export function withOtherSignature({ raw }: X509Certificate): Buffer | undefined {
  const [certificate] = derMembers(raw);
  const [toBeSigned, algorithm, signature] = derMembers(certificate?.content ?? empty);
  const [name] = derMembers(algorithm?.content ?? empty);
  if (toBeSigned === undefined || algorithm === undefined || name === undefined || signature === undefined) {
    throw new Error('no certificate');
  }
  if (!name.content.subarray(0, ecdsa.length).equals(ecdsa)) return undefined;
  // The first byte says how many bits at the end count for nothing: none.
  const [pair] = derMembers(signature.content.subarray(1));
  const [r, s] = [...derMembers(pair?.content ?? empty)].map(({ content }) => BigInt(`0x${content.toString('hex')}`));
  const order = orders.find((each) => r !== undefined && s !== undefined && r < each && s < each);
  if (r === undefined || s === undefined || order === undefined) throw new Error('a signature that is none');
  const otherPair = encode(0x30, integer(r), integer(order - s));
  return encode(0x30, toBeSigned.whole, algorithm.whole, encode(0x03, Buffer.from([0]), otherPair));
}

/** Shortest form, and a zero before a first bit that is set: it would be the sign (X.690 §8.3). */
function integer(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return encode(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

function encode(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length]), bytes, content]);
}

const empty = Buffer.alloc(0);
