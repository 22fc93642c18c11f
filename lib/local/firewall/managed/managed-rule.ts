/**
 * One rule of a group that AWS manages. Its name, label and action are public; what it looks for mostly is not:
 * - `exact`: AWS documents the whole condition;
 * - `approximated`: the condition is ours, written from the kind of attack that AWS names;
 * - `not-enforced`: it needs what only AWS has, and never matches here.
 */
export type ManagedRule = {
  readonly name: string;
  /** The last component of the label. It cannot be derived from the name. */
  readonly label: string;
  /** @default Block */
  readonly action?: 'Count';
} & (
  | { readonly enforcement: 'exact' | 'approximated'; readonly statement: object }
  | { readonly enforcement: 'not-enforced'; readonly why: string }
);

/** A managed group: its namespace of labels, its price in WCU, and its rules in their order. */
export interface ManagedGroup {
  readonly name: string;
  readonly slug: string;
  readonly capacity: number;
  readonly rules: readonly ManagedRule[];
}
