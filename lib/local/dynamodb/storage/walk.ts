import type { Sqlite } from '../../sqlite.ts';
import type { Index, Table } from '../table.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { BEYOND, type Position, successor } from './item-key.ts';
import { parseItem } from './item-store.ts';

interface Bounds {
  /** Inclusive. */
  readonly from: Uint8Array;
  /** Exclusive. */
  readonly to: Uint8Array;
}

/** A partition's range of sort keys. */
export interface QueryRange extends Bounds {
  readonly kind: 'query';
  readonly partition: Uint8Array;
  readonly backwards: boolean;
  /** Nothing was asked of the sort key. */
  readonly wholePartition: boolean;
}

/** Where to read: within a partition, or a range of partitions. */
export type Range = QueryRange | (Bounds & { readonly kind: 'scan' });

/** The item after which to go on: its position in the index, if one is read, and in the table. */
export interface Start {
  readonly position: Position;
  readonly base: Position;
}

/** The items of a table, in their order, read as they are asked for. */
export const walkTable = (database: Sqlite, table: Table, range: Range, start?: Start): Generator<Attributes> => {
  const { id } = table;
  if (range.kind === 'scan') {
    const after = start?.position ?? { partition: NOTHING, sort: NOTHING };
    return rows(database, statements.table.scan, {
      id,
      from: range.from,
      to: range.to,
      partition: after.partition,
      sort: after.sort,
    });
  }
  const { partition, backwards } = range;
  // One sort key is one item, so going on after it is a narrower range.
  const from = start === undefined || backwards ? range.from : successor(start.position.sort);
  const to = start === undefined || !backwards ? range.to : start.position.sort;
  return rows(database, statements.table[backwards ? 'backwards' : 'forwards'], { id, partition, from, to });
};

/** The items of an index, in its order. */
export const walkIndex = (database: Sqlite, index: Index, range: Range, start?: Start): Generator<Attributes> => {
  const backwards = range.kind === 'query' && range.backwards;
  const edge = backwards ? BEYOND : NOTHING;
  const parameters = {
    id: index.id,
    from: range.from,
    to: range.to,
    sort: start?.position.sort ?? edge,
    basePartition: start?.base.partition ?? edge,
    baseSort: start?.base.sort ?? edge,
  };
  if (range.kind === 'scan') {
    const partition = start?.position.partition ?? edge;
    return rows(database, statements.index.scan, { ...parameters, partition });
  }
  const statement = statements.index[backwards ? 'backwards' : 'forwards'];
  return rows(database, statement, { ...parameters, partition: range.partition });
};

const NOTHING = new Uint8Array(0);

function* rows(database: Sqlite, sql: string, parameters: Record<string, number | Uint8Array>) {
  for (const row of database.prepare(sql).iterate(parameters)) {
    // `item` is TEXT NOT NULL in a STRICT table.
    yield parseItem(row['item'] as string);
  }
}

const items = 'SELECT item FROM items WHERE table_id = :id';
const itemRange = `${items} AND partition = :partition AND sort >= :from AND sort < :to`;

const entries =
  'SELECT items.item AS item FROM index_entries AS entry JOIN items ON items.id = entry.item_id WHERE entry.index_id = :id';
const entryRange = `${entries} AND entry.partition = :partition AND entry.sort >= :from AND entry.sort < :to`;
const entryOrder = 'entry.sort, entry.base_partition, entry.base_sort';

const statements = {
  table: {
    forwards: `${itemRange} ORDER BY sort`,
    backwards: `${itemRange} ORDER BY sort DESC`,
    scan: `${items} AND partition >= :from AND partition < :to
      AND (partition, sort) > (:partition, :sort) ORDER BY partition, sort`,
  },
  index: {
    forwards: `${entryRange} AND (${entryOrder}) > (:sort, :basePartition, :baseSort) ORDER BY ${entryOrder}`,
    backwards: `${entryRange} AND (${entryOrder}) < (:sort, :basePartition, :baseSort)
      ORDER BY entry.sort DESC, entry.base_partition DESC, entry.base_sort DESC`,
    scan: `${entries} AND entry.partition >= :from AND entry.partition < :to
      AND (entry.partition, ${entryOrder}) > (:partition, :sort, :basePartition, :baseSort)
      ORDER BY entry.partition, ${entryOrder}`,
  },
} as const;
