/**
 * One rule of a group that AWS manages. Its name, label and action are public; what it looks for mostly is not:
 * - `exact`: AWS documents the whole condition;
 * - `approximated`: the condition is ours, written from the kind of attack that AWS names;
 * - `not-enforced`: it needs what only AWS has, and never matches here.
 */
export type ManagedRule = {
  readonly name: string;
  /** @default Block */
  readonly action?: 'Count' | 'Captcha' | 'Challenge';
} & (
  | {
      readonly enforcement: 'exact' | 'approximated';
      readonly statement: object;
      /** What follows the namespace of the group. It cannot be derived from the name. */
      readonly label: string;
    }
  | { readonly enforcement: 'not-enforced'; readonly why: string; readonly label?: string }
);

/** A managed group: its namespace of labels, its price in WCU, and its rules in their order. */
export interface ManagedGroup {
  readonly name: string;
  readonly slug: string;
  readonly capacity: number;
  /** Whether the group labels each request with the state of its token. @default false */
  readonly inspectsTokens?: true;
  readonly rules: readonly ManagedRule[];
}
