import { project } from '../expressions/document.ts';
import { positionOf } from '../storage/item-key.ts';
import { type Index, keyAttributes, type Table } from '../table.ts';
import { type Attributes, attributeOf } from '../values/attribute-value.ts';
import { itemSize } from '../values/item-size.ts';

/** What an index holds of an item. */
export interface IndexEntry {
  /** The same for the same key of the index. */
  readonly key: string;
  /** The same for the same projected attributes. */
  readonly content: string;
  readonly bytes: number;
}

/** Undefined where the item is not in the index. */
export const entryOf = (table: Table, index: Index, item: Attributes | undefined): IndexEntry | undefined => {
  if (item === undefined || positionOf(item, index.key) === undefined) return undefined;
  const keys = keyAttributes(index.key).map(({ name }) => attributeOf(item, name));
  const names = projectedNames(table, index);
  const projected =
    names === undefined
      ? item
      : project(
          item,
          names.map((name) => [name]),
        );
  return { key: JSON.stringify(keys), content: JSON.stringify(projected), bytes: itemSize(projected) };
};

/** Undefined where an index holds every attribute. */
const projectedNames = (table: Table, { key, projection }: Index): readonly string[] | undefined => {
  if (projection.type === 'ALL') return undefined;
  const included = projection.type === 'INCLUDE' ? projection.attributes : [];
  return [...new Set([...keyAttributes(table.key), ...keyAttributes(key)].map(({ name }) => name)), ...included];
};
