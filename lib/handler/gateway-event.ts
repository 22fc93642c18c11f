/** What the handlers read of a Lambda proxy event of a REST API (API Gateway developer guide, input format). */
export interface GatewayEvent {
  /** `/accounts/{accountId}` */
  readonly resource: string;
  readonly httpMethod: string;
  /** Names as the caller wrote them; API Gateway keeps every value of a repeated one. */
  readonly multiValueHeaders: MultiValues | null;
  readonly multiValueQueryStringParameters: MultiValues | null;
  readonly pathParameters: Readonly<Record<string, string | undefined>> | null;
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
  readonly requestContext: {
    readonly requestId: string;
    /** As the client wrote it, with the stage where the domain has no mapping. */
    readonly path?: string;
    /** Claims or context of the authorizer; absent where the method has none. */
    readonly authorizer?: Readonly<Record<string, unknown>> | null;
  };
}

export type MultiValues = Readonly<Record<string, readonly string[] | undefined>>;

/** What a proxy integration answers. */
export interface GatewayResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the handlers read of the Lambda context. */
export interface LambdaContext {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}
