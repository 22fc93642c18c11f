/** A request as AWS WAF sees it: before authorizers, undecoded. */
export interface InspectedRequest {
  readonly method: string;
  /** As received: not decoded, not normalised. */
  readonly uriPath: string;
  /** As received, without `?`. */
  readonly queryString: string;
  /** In order of arrival, names as received. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** IPv4 or IPv6 address of the client. */
  readonly clientIp: string;
  readonly requestId: string;
  /**
   * Of a request that is known from a log: whether a part of it, as `FieldToMatch` names it, was kept out of the log.
   * No condition about such a part applies. @default nothing was
   */
  readonly withheld?: (field: object) => Withheld | undefined;
}

/** A part of a request of which no more is known than how long it was, if that. */
export interface Withheld {
  readonly bytes: number | undefined;
}
