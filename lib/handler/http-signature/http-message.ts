/** A request as its receiver sees it. */
export interface HttpMessage {
  /** As sent: methods have a case. */
  readonly method: string;
  /** The host that was meant, in lower case, without the default port: `api.bank.example`. */
  readonly authority: string;
  /** As received, escapes and all. */
  readonly path: string;
  /** Decoded, values in the order of arrival. A gateway keeps neither the order of the names nor their escapes. */
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** Names in lower case; each line by itself. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
}
