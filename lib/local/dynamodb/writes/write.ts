import type { Engine } from '../engine.ts';
import { conditionFailed } from '../errors.ts';
import { fulfils } from '../expressions/evaluate-condition.ts';
import type { Condition } from '../expressions/syntax.ts';
import type { Position } from '../storage/item-key.ts';
import type { Table } from '../table.ts';
import type { Attributes, AttributeValue } from '../values/attribute-value.ts';

/**
 * One write of one item, its expressions read, its data not yet held against the table. `PutItem` performs one,
 * `TransactWriteItems` many.
 */
export interface Write {
  readonly table: Table;
  /** @throws AwsError when the keys are not those of the table, or the item is too large */
  locate(): Position;
  readonly condition: Condition<AttributeValue> | undefined;
  /** `ReturnValuesOnConditionCheckFailure` is `ALL_OLD`. */
  readonly showsItemOnFailure: boolean;
  /**
   * What the item becomes: other attributes, `deleted`, or `unchanged`.
   *
   * @throws AwsError when the item is not such as the change needs
   */
  change(item: Attributes | undefined): Attributes | 'deleted' | 'unchanged';
}

/** An item before and after a write; undefined where there was, or is, none. */
export interface Written {
  readonly before: Attributes | undefined;
  readonly after: Attributes | undefined;
}

/**
 * Checks the condition and performs the write. Call it inside a write transaction.
 *
 * @throws AwsError `ConditionalCheckFailedException`
 */
export const perform = ({ items }: Engine, write: Write, position: Position = write.locate()): Written => {
  const before = items.get(write.table, position);
  if (write.condition !== undefined && !fulfils(before ?? {}, write.condition)) {
    throw conditionFailed(write.showsItemOnFailure ? before : undefined);
  }
  const change = write.change(before);
  if (change === 'unchanged') return { before, after: before };
  if (change === 'deleted') {
    items.delete(write.table, position);
    return { before, after: undefined };
  }
  items.put(write.table, position, change);
  return { before, after: change };
};
