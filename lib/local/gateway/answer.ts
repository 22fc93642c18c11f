/** What goes back to the client. */
export interface Answer {
  readonly status: number;
  /** In order; a name may come more than once. */
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

export type Header = readonly [name: string, value: string];
