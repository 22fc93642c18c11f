/** Who issues or revokes, and when. */
export interface Act {
  /** Subject of the operator. */
  readonly by: string;
  /** Whole seconds since 1970. */
  readonly nowSeconds: number;
}
