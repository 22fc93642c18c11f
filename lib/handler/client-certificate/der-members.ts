/** One encoded value: its tag, and all of it with tag and length. */
export interface DerValue {
  readonly tag: number;
  readonly whole: Buffer;
  readonly content: Buffer;
}

/** A tag of more bytes than one (X.690 §8.1.2.4): nothing in a certificate has one. */
const longTag = 0x1f;
/** More than a certificate is long. */
const mostLengthBytes = 3;

/**
 * The values that stand one after another in the content of a constructed one (X.690 §8.1). Strictly DER (§10.1): parsers of
 * certificates let more pass, and what has two readings is a name for two.
 *
 * @throws RangeError where a value ends after its container, and for a tag or a length that is not DER
 */
export function* derMembers(content: Buffer): Generator<DerValue, void> {
  for (let at = 0; at < content.length; ) {
    const tag = content.readUInt8(at);
    if ((tag & longTag) === longTag) throw new RangeError('a tag of several bytes');
    const { length, start } = lengthAt(content, at + 1);
    const end = start + length;
    if (!(end <= content.length)) throw new RangeError('a value ends after its container');
    yield { tag, whole: content.subarray(at, end), content: content.subarray(start, end) };
    at = end;
  }
}

function lengthAt(content: Buffer, at: number): { readonly length: number; readonly start: number } {
  const first = content.readUInt8(at);
  if (first < 0x80) return { length: first, start: at + 1 };
  const bytes = first & 0x7f;
  if (!(bytes >= 1 && bytes <= mostLengthBytes)) throw new RangeError('a length that is not definite, or too long');
  const length = content.readUIntBE(at + 1, bytes);
  const shortest = length < 0x80 ? 0 : Math.ceil(length.toString(2).length / 8);
  if (bytes !== shortest) throw new RangeError('a length in more bytes than it needs');
  return { length, start: at + 1 + bytes };
}
