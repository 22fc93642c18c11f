/** One encoded value: its tag, and all of it with tag and length. */
export interface DerValue {
  readonly tag: number;
  readonly whole: Buffer;
  readonly content: Buffer;
}

/**
 * The values that stand one after another in the content of a constructed one (X.690 §8.1), of something that a parser has
 * already accepted as DER: tags of one byte, definite lengths.
 *
 * @throws RangeError where a value ends after its container
 */
export function* derMembers(content: Buffer): Generator<DerValue, void> {
  for (let at = 0; at < content.length; ) {
    const first = content.readUInt8(at + 1);
    const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
    const length = lengthBytes === 0 ? first : content.readUIntBE(at + 2, lengthBytes);
    const start = at + 2 + lengthBytes;
    const end = start + length;
    if (!(end <= content.length)) throw new RangeError('a value ends after its container');
    yield { tag: content.readUInt8(at), whole: content.subarray(at, end), content: content.subarray(start, end) };
    at = end;
  }
}
