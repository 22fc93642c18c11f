const COORDINATE_BYTES = 32;

/**
 * A P-256 signature as RFC 9421 §3.3.4 wants it, r and s of 32 bytes each, from the DER that KMS answers: a sequence of two
 * integers, which have a leading zero where the first bit would be taken for a sign, and none otherwise (X.690 §8.3).
 *
 * @throws Error for what is no such signature
 */
export function toRawSignature(der: Uint8Array): Buffer {
  const bytes = Buffer.from(der);
  const r = integerAt(bytes, 2);
  const s = integerAt(bytes, r.end);
  if (bytes[0] !== 0x30 || bytes[1] !== bytes.length - 2 || s.end !== bytes.length) throw new Error(FAULT);
  return Buffer.concat([r.value, s.value]);
}

function integerAt(bytes: Buffer, at: number): { readonly value: Buffer; readonly end: number } {
  const length = bytes[at + 1] ?? 0;
  const end = at + 2 + length;
  const content = bytes.subarray(at + 2, end);
  if (bytes[at] !== 0x02 || length === 0 || content.length !== length) throw new Error(FAULT);
  const significant = content.subarray(content.findIndex((byte) => byte !== 0));
  if (significant.length > COORDINATE_BYTES) throw new Error(FAULT);
  return { value: Buffer.concat([Buffer.alloc(COORDINATE_BYTES - significant.length), significant]), end };
}

const FAULT = 'no signature of P-256 in DER';
