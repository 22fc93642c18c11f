import type { Position } from '../storage/item-key.ts';
import type { Table } from '../table.ts';

/** A text that is the same for the same item, and for no other. */
export const identify = (table: Table, { partition, sort }: Position): string =>
  [table.id, Buffer.from(partition).toString('base64'), Buffer.from(sort).toString('base64')].join(' ');
