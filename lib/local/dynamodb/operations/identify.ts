import type { Position } from '../storage/item-key.ts';
import type { Table } from '../table.ts';

/** A text that is the same for the same item, and for no other. */
export const identify = (table: Table, { partition, sort }: Position): string =>
  `${table.id} ${base64(partition)} ${base64(sort)}`;

const base64 = ({ buffer, byteOffset, length }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, length).toString('base64');
