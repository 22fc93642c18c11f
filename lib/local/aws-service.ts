import type { Json, JsonObject } from './json.ts';

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

/** One IAM action that a request needs, on what, and what the service tells policies of the request. */
export interface Right {
  /** `dynamodb:PutItem` */
  readonly action: string;
  /** An ARN, or `*` for an action that has no resource. */
  readonly resource: string;
  /** Condition keys of the service in lower case (`kms:encryptioncontext:purpose`), each with all its values. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** One operation of an AWS API whose input and output are structures (JSON and query protocols), one file each. */
export interface AwsOperation {
  /** `PutItem`, as `X-Amz-Target` or `Action` spells it. */
  readonly name: string;
  /** `signed` needs SigV4 and the rights below; `unsigned` is open by AWS's own definition of the operation. */
  readonly authorization: 'signed' | 'unsigned';
  /** Why it is refused, of an operation that is here only to say so. */
  readonly notDone?: string;
  /**
   * What the request needs of IAM: every right must be allowed by the caller's policies. `dynamodb:PutItem` on a table
   * ARN. A transaction yields one right an element.
   */
  rights(input: JsonObject): readonly Right[];
  /** @throws AwsError for what AWS would refuse. */
  run(input: JsonObject, call: AwsCall): JsonObject | Promise<JsonObject>;
  /** What `run()` answers, as the text of its JSON, where it is stored as text: JSON protocols ask this first. */
  runToText?(input: JsonObject, call: AwsCall): string;
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

/**
 * A service that speaks the AWS query protocol: a form with `Action` and `Version`, answered in XML. Lists
 * (`Name.member.1`) arrive as arrays, maps (`Name.entry.1.key`, `.value`) as objects, everything else as strings.
 */
export interface AwsQueryService {
  /** The signing name: `sns`. */
  readonly signingName: string;
  /** `2010-03-31` */
  readonly apiVersion: string;
  /** Of the answer: `http://sns.amazonaws.com/doc/2010-03-31/`. */
  readonly xmlNamespace: string;
  /** Names of the members of answers that are maps, not structures: `Attributes`. They are written as entries. */
  readonly mapMembers?: readonly string[];
  readonly operations: ReadonlyMap<string, AwsOperation>;
}

/** A request of a REST API of AWS, matched to its operation. */
export interface AwsRestRequest {
  /** `{FunctionName}` of the route, decoded. */
  readonly labels: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
}

export interface AwsRestResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | Json;
}

/** One operation of a REST API of AWS, one file each. */
export interface AwsRestOperation {
  readonly name: string;
  /** `POST /2015-03-31/functions/{FunctionName}/invocations` */
  readonly route: string;
  rights(request: AwsRestRequest): readonly Right[];
  /** @throws AwsError for what AWS would refuse. */
  run(request: AwsRestRequest, call: AwsCall): AwsRestResponse | Promise<AwsRestResponse>;
}

/** A service that speaks AWS's REST-JSON protocol; told apart from the others by the signing name of its requests. */
export interface AwsRestService {
  /** The signing name: `lambda`, `scheduler`, `ses`. */
  readonly signingName: string;
  readonly operations: readonly AwsRestOperation[];
}

/** Any API that the AWS endpoint serves. */
export type AwsService = AwsJsonService | AwsQueryService | AwsRestService;

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
