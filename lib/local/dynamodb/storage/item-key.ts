import { hash } from 'node:crypto';
import type { KeySchema } from '../table.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { attributeOf } from '../values/attribute-value.ts';
import { keyBytes } from '../values/key-bytes.ts';

/** Where an item stands in a table or an index. */
export interface Position {
  readonly partition: Uint8Array;
  /** Empty where there is no sort key. */
  readonly sort: Uint8Array;
}

/** The position that attributes give, or undefined when a key attribute is missing or of another type: a sparse index. */
export const positionOf = (attributes: Attributes, { partition, sort }: KeySchema): Position | undefined => {
  const partitionValue = attributeOf(attributes, partition.name);
  if (partitionValue === undefined || !(partition.type in partitionValue)) return undefined;
  if (sort === undefined) return { partition: partitionBytes(keyBytes(partitionValue)), sort: EMPTY };
  const sortValue = attributeOf(attributes, sort.name);
  if (sortValue === undefined || !(sort.type in sortValue)) return undefined;
  return { partition: partitionBytes(keyBytes(partitionValue)), sort: keyBytes(sortValue) };
};

/** Digest prefix and key: partitions are spread evenly, and a segment of a scan is a range of digests. */
export const partitionBytes = (key: Uint8Array): Uint8Array => {
  const bytes = Buffer.allocUnsafe(DIGEST_BYTES + key.length);
  // As text, because a digest in a buffer of its own costs three times as much.
  bytes.write(hash('sha256', key, 'hex'), 0, DIGEST_BYTES, 'hex');
  bytes.set(key, DIGEST_BYTES);
  return bytes;
};

export const DIGEST_BYTES = 4;

const EMPTY = new Uint8Array(0);

/** The first bytes after these. */
export const successor = (bytes: Uint8Array): Uint8Array => Buffer.concat([bytes, Buffer.from([0])]);

/** The first bytes that do not begin with these; beyond everything when there are none. */
export const afterPrefix = (prefix: Uint8Array): Uint8Array => {
  const last = prefix.findLastIndex((byte) => byte !== 0xff);
  if (last === -1) return BEYOND;
  const bytes = Buffer.from(prefix.subarray(0, last + 1));
  bytes.writeUInt8(bytes.readUInt8(last) + 1, last);
  return bytes;
};

/** Above every key: longer than keys may be, and all ones. */
export const BEYOND: Uint8Array = Buffer.alloc(2200, 0xff);
