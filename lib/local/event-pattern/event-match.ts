import type { Json } from '../json.ts';

/** Whether an event, or a part of one, is as a pattern asks. */
export type EventMatch = (event: Json | undefined) => boolean;

/** One scalar of an event; `undefined` where the event has none in that place. */
export type Leaf = string | number | boolean | null | undefined;

export type LeafMatch = (leaf: Leaf) => boolean;

/**
 * Rules of an event bus know operators that filters of an event source mapping do not.
 * Amazon EventBridge User Guide, "Comparison operators": event bus and pipe.
 */
export type PatternUse = 'rule' | 'filter';

/** AWS would refuse the pattern, or this machine does not know the operator; the message says which. */
export class InvalidEventPattern extends Error {
  override readonly name = 'InvalidEventPattern';
}
