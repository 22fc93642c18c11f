import type * as z from 'zod';

/** What one role may set and see of an endpoint's resource, where that is less than the contract's own schemas say. */
export interface View {
  /** The body that this role may send. @default the contract's */
  readonly body?: z.ZodType;
  /** What this role is answered, by status: one for each response that has a body. @default the contract's */
  readonly responses?: Readonly<Record<number, z.ZodType>>;
}

/**
 * Role to its view; `whole` is the contract's own. Every role that may call has one, so that a new role sees nothing by
 * accident. A caller with several roles has the first of them.
 */
export type Views = Readonly<Record<string, View | 'whole'>>;

/** The schemas of a view; none for a role that sees the whole. */
export const viewOf = (view: View | 'whole'): View => (view === 'whole' ? {} : view);
