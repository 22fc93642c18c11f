import type { JsonObject } from './json.ts';

/** Who sent an AWS API request, after its signature was checked. */
export type AwsCaller =
  /** Requests that AWS takes unsigned: `InitiateAuth` and its like. */
  | { readonly kind: 'anonymous' }
  /** The developer's own credentials of this machine; allowed everything, as an administrator is. */
  | { readonly kind: 'developer'; readonly arn: string }
  /** A function of the template, acting in its role. */
  | { readonly kind: 'function'; readonly arn: string; readonly roleArn: string; readonly functionArn: string };

export interface AwsCall {
  readonly caller: AwsCaller;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly nowMillis: number;
}

/** One operation of an AWS JSON-protocol API, one file each. */
export interface AwsOperation {
  /** `PutItem`, as `X-Amz-Target` spells it. */
  readonly name: string;
  /** `signed` needs SigV4 and the rights below; `unsigned` is open by AWS's own definition of the operation. */
  readonly authorization: 'signed' | 'unsigned';
  /**
   * The IAM actions that the request needs and on what: every pair must be allowed by the caller's policies.
   * `dynamodb:PutItem` on a table ARN. A transaction yields one pair an element.
   */
  rights(input: JsonObject): readonly { readonly action: string; readonly resource: string }[];
  /** @throws AwsError for what AWS would refuse. */
  run(input: JsonObject, call: AwsCall): JsonObject | Promise<JsonObject>;
}

/** A service that speaks AWS JSON 1.0 or 1.1: DynamoDB, Secrets Manager, Cognito user pools. */
export interface AwsJsonService {
  /** The signing name: `dynamodb`, `secretsmanager`, `cognito-idp`. */
  readonly signingName: string;
  /** What stands before the dot of `X-Amz-Target`: `DynamoDB_20120810`. */
  readonly targetPrefix: string;
  readonly jsonVersion: '1.0' | '1.1';
  readonly operations: ReadonlyMap<string, AwsOperation>;
  /** How this service spells the two refusals that the endpoint itself makes. @default AWS's common codes */
  readonly errorPrefix?: string;
}

/** An error as an AWS JSON API answers it: `{"__type": code, "message": …, …fields}`. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly status: number;
  /** Further members of the answer, such as `CancellationReasons`. */
  readonly fields: JsonObject;

  constructor(code: string, message: string, options: { readonly status?: number; readonly fields?: JsonObject } = {}) {
    super(message);
    this.code = code;
    this.status = options.status ?? 400;
    this.fields = options.fields ?? {};
  }
}

/** Plain HTTP beside the JSON protocol, such as the OAuth 2.0 endpoints of a user pool. */
export interface HttpRequest {
  readonly method: string;
  /** Path as received, without the query. */
  readonly path: string;
  /** Query as received, without `?`. */
  readonly query: string;
  /** Names in lower case; each value once, in order of arrival. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers the paths it knows and leaves the others, with `undefined`, to the next. */
export type HttpRoutes = (request: HttpRequest) => Promise<HttpResponse | undefined>;
