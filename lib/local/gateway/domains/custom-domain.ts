/** An `AWS::ApiGateway::DomainName` and what is mapped to it. */
export interface CustomDomain {
  readonly name: string;
  readonly securityPolicy: string | undefined;
  /** PEM certificates of the authorities whose clients are let in; undefined where none need a certificate. */
  readonly trustStore: string | undefined;
  /** API ids by base path: `v1`, or empty for the whole domain. */
  readonly mappings: Map<string, string>;
}

/** Where a request came in, when it was at a domain of its own. */
export interface MatchedDomain {
  readonly name: string;
  /** Empty where the whole domain is mapped. */
  readonly basePath: string;
}
