import type { Engine } from '../engine.ts';
import { conditionFailed } from '../errors.ts';
import { fulfils } from '../expressions/evaluate-condition.ts';
import type { Condition } from '../expressions/syntax.ts';
import type { Position } from '../storage/item-key.ts';
import type { StoredItem } from '../storage/item-store.ts';
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
  change(before: { readonly item: Attributes } | undefined): Attributes | 'deleted' | 'unchanged';
}

/** An item before and after a write; undefined where there was, or is, none. */
export class Written {
  readonly after: Attributes | undefined;
  readonly #stored: StoredItem | undefined;

  constructor(stored: StoredItem | undefined, after: Attributes | undefined) {
    this.#stored = stored;
    this.after = after;
  }

  /** Read from its text when it is asked for. */
  get before(): Attributes | undefined {
    return this.#stored?.item;
  }
}

/**
 * Checks the condition and performs the write. Call it inside a write transaction.
 *
 * @throws AwsError `ConditionalCheckFailedException`
 */
export const perform = ({ items }: Engine, write: Write, position: Position = write.locate()): Written => {
  const stored = items.find(write.table, position);
  if (write.condition !== undefined && !fulfils(stored?.item ?? {}, write.condition)) {
    throw conditionFailed(write.showsItemOnFailure ? stored?.item : undefined);
  }
  const change = write.change(stored);
  if (change === 'unchanged') return new Written(stored, stored?.item);
  if (change === 'deleted') {
    items.delete(write.table, position);
    return new Written(stored, undefined);
  }
  items.put(write.table, position, change, stored);
  return new Written(stored, change);
};
