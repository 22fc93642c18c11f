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
}
