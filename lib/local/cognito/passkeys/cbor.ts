/**
 * As much of CBOR (RFC 8949) as authenticators write (CTAP 2.1 §8, "message encoding"): integers, byte and text strings,
 * arrays, maps, booleans and null, of definite length. It stands here because no decoder is among the dependencies, and
 * what is not decoded cannot be misread: anything else is refused.
 */
export type Cbor = number | string | boolean | null | Buffer | readonly Cbor[] | CborMap;
export type CborMap = ReadonlyMap<number | string, Cbor>;

/** What ends, or goes on, where it should not. */
export class CborError extends Error {}

const deepest = 4;

/** @returns the item, and where the next one begins @throws CborError */
export function decodeCbor(bytes: Buffer, start = 0, depth = 0): { readonly item: Cbor; readonly end: number } {
  const { major, argument, end } = head(bytes, start);
  const decode = decoders.get(major);
  if (decode === undefined || depth > deepest) throw new CborError(`major type ${major} is not read here`);
  return decode({ bytes, argument, end, depth });
}

/** One item and nothing behind it. @throws CborError */
export function decodeWhole(bytes: Buffer): Cbor {
  const { item, end } = decodeCbor(bytes);
  if (end !== bytes.length) throw new CborError('bytes are left over');
  return item;
}

interface Item {
  readonly bytes: Buffer;
  readonly argument: number;
  readonly end: number;
  readonly depth: number;
}

type Decode = (item: Item) => { readonly item: Cbor; readonly end: number };

const decoders = new Map<number, Decode>([
  [0, ({ argument, end }) => ({ item: argument, end })],
  [1, ({ argument, end }) => ({ item: -1 - argument, end })],
  [2, (item) => take(item)],
  [3, (item) => ({ ...take(item), item: toText(take(item).item) })],
  [4, (item) => toArray(item)],
  [5, (item) => toMap(item)],
  [7, ({ argument, end }) => ({ item: simple(argument), end })],
]);

/** Lengths of four bytes are the longest: no message is longer. */
function head(
  bytes: Buffer,
  start: number,
): { readonly major: number; readonly argument: number; readonly end: number } {
  const first = bytes[start];
  if (first === undefined) throw new CborError('an item is missing');
  const [major, info] = [first >> 5, first & 0x1f];
  if (info < 24) return { major, argument: info, end: start + 1 };
  const size = new Map([
    [24, 1],
    [25, 2],
    [26, 4],
  ]).get(info);
  // A simple value of more than one byte would be a number with a fraction.
  if (size === undefined || major === 7) throw new CborError('a length is not read here');
  if (start + 1 + size > bytes.length) throw new CborError('a length is cut off');
  return { major, argument: bytes.readUIntBE(start + 1, size), end: start + 1 + size };
}

function take({ bytes, argument, end }: Item): { readonly item: Buffer; readonly end: number } {
  if (!(end + argument <= bytes.length)) throw new CborError('a string is cut off');
  return { item: bytes.subarray(end, end + argument), end: end + argument };
}

function toText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CborError('a text is not UTF-8');
  }
}

function toArray({ bytes, argument, end, depth }: Item): { readonly item: readonly Cbor[]; readonly end: number } {
  const items: Cbor[] = [];
  let next = end;
  for (let each = 0; each < argument; each += 1) {
    const decoded = decodeCbor(bytes, next, depth + 1);
    items.push(decoded.item);
    next = decoded.end;
  }
  return { item: items, end: next };
}

function toMap({ bytes, argument, end, depth }: Item): { readonly item: CborMap; readonly end: number } {
  const entries = new Map<number | string, Cbor>();
  let next = end;
  for (let each = 0; each < argument; each += 1) {
    const key = decodeCbor(bytes, next, depth + 1);
    const value = decodeCbor(bytes, key.end, depth + 1);
    if (typeof key.item !== 'number' && typeof key.item !== 'string') throw new CborError('a key is no number or text');
    if (entries.has(key.item)) throw new CborError('a key comes twice');
    entries.set(key.item, value.item);
    next = value.end;
  }
  return { item: entries, end: next };
}

function simple(value: number): boolean | null {
  if (value === 20 || value === 21) return value === 21;
  if (value === 22) return null;
  throw new CborError('a simple value is not read here');
}
