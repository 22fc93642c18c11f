import type { JsonObject } from '../../../../lib/local/json.ts';

/** One request of a sequence and how its answers are to be compared. */
export interface Request {
  readonly operation: string;
  readonly input: JsonObject;
  /**
   * `exactly`; `unordered` where AWS promises no order: every page is read, and lists of items compare as sets;
   * `outcome` where only success or the refusal can be compared, because the page that is read depends on such an order.
   */
  readonly compare: 'exactly' | 'unordered' | 'outcome';
}
