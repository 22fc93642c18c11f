const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** `SEQUENCE { r INTEGER, s INTEGER }` in DER (RFC 3279, section 2.2.3). */
export const writeDerSignature = (r: bigint, s: bigint): Buffer =>
  writeElement(SEQUENCE, Buffer.concat([writeInteger(r), writeInteger(s)]));

/** Undefined for anything but the one encoding that DER has of a pair. */
export const readDerSignature = (signature: Uint8Array): readonly [bigint, bigint] | undefined => {
  const bytes = Buffer.from(signature);
  const content = readElement(SEQUENCE, bytes);
  const first = content === undefined ? undefined : readElement(INTEGER, content);
  if (content === undefined || first === undefined) return undefined;
  const second = readElement(INTEGER, content.subarray(writeElement(INTEGER, first).length));
  if (second === undefined || first.length === 0 || second.length === 0) return undefined;
  const [r, s] = [toInteger(first), toInteger(second)];
  // Written back, every laxity shows: a padded number, a longer length, bytes at the end.
  return writeDerSignature(r, s).equals(bytes) ? [r, s] : undefined;
};

const writeInteger = (value: bigint): Buffer => {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  // A number whose first bit is set would be a negative one.
  const isHigh = ((bytes[0] ?? 0) & 0x80) !== 0;
  return writeElement(INTEGER, isHigh ? Buffer.concat([Buffer.of(0), bytes]) : bytes);
};

const writeElement = (tag: number, content: Uint8Array): Buffer => {
  const length = content.length < 0x80 ? [content.length] : [0x81, content.length];
  return Buffer.concat([Buffer.of(tag, ...length), content]);
};

/** The content of the element at the beginning, if it is one of that kind. */
const readElement = (tag: number, bytes: Buffer): Buffer | undefined => {
  const isLong = bytes[1] === 0x81;
  const start = isLong ? 3 : 2;
  const length = bytes[start - 1];
  if (bytes[0] !== tag || length === undefined || bytes.length < start + length) return undefined;
  return bytes.subarray(start, start + length);
};

const toInteger = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);
