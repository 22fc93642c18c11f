import type { Answer } from './answer.ts';
import type { GatewayResponseType } from './gateway-response-types.ts';

/** An `AWS::ApiGateway::RestApi` and everything that was declared for it. */
export interface RestApi {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly rootResourceId: string;
  /** Which TLS versions and ciphers clients may use: `TLS_1_2`, `SecurityPolicy_TLS13_1_3_2025_09` … */
  readonly securityPolicy: string | undefined;
  /** Where the API key of a request stands: the `X-API-Key` header, or the authorizer's `usageIdentifierKey`. */
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
  /** Media types that reach the integration as base64. */
  readonly binaryMediaTypes: readonly string[];
  readonly resources: Map<string, Resource>;
  /** By name; draft-04. */
  readonly models: Map<string, object>;
  readonly validators: Map<string, RequestValidator>;
  readonly authorizers: Map<string, Authorizer>;
  readonly gatewayResponses: Map<GatewayResponseType, GatewayResponse>;
  readonly deployments: Set<string>;
  stage: Stage | undefined;
}

export interface Resource {
  readonly id: string;
  /** `/accounts/{accountId}` */
  readonly path: string;
  readonly methods: Map<string, Method>;
}

export interface Method {
  /** `GET` … or `ANY`. */
  readonly httpMethod: string;
  readonly operationName: string | undefined;
  /** The authorizer that must let a request through; undefined for `NONE`. */
  readonly authorizer: Authorizer | undefined;
  /** Any one of them must be in the access token; with none, an ID token is asked for. */
  readonly scopes: readonly string[];
  readonly apiKeyRequired: boolean;
  readonly validator: RequestValidator | undefined;
  readonly requiredParameters: readonly RequestParameter[];
  /** Model name by media type, or by `$default`. */
  readonly models: ReadonlyMap<string, string>;
  readonly integration: Integration;
}

export interface RequestParameter {
  readonly place: 'path' | 'querystring' | 'header';
  readonly name: string;
}

export interface RequestValidator {
  readonly parameters: boolean;
  readonly body: boolean;
}

export type Integration =
  | { readonly kind: 'lambda'; readonly functionArn: string; readonly timeoutMillis: number }
  /** Answers the same to everyone: a CORS preflight. */
  | { readonly kind: 'mock'; readonly answer: Answer };

export type Authorizer = CognitoAuthorizer | LambdaAuthorizer;

export interface CognitoAuthorizer {
  readonly kind: 'cognito';
  readonly id: string;
  /** `method.request.header.Authorization` */
  readonly identitySource: IdentitySource;
  readonly userPoolArns: readonly string[];
  /** The `aud` of a token must match it as a whole. */
  readonly audience: ((audience: string) => boolean) | undefined;
}

export interface LambdaAuthorizer {
  readonly kind: 'token' | 'request';
  readonly id: string;
  readonly functionArn: string;
  readonly identitySources: readonly IdentitySource[];
  /** How long one answer serves all requests with the same identity; 0 asks every time. */
  readonly cacheSeconds: number;
  /** The token must match it as a whole before the function is asked. */
  readonly isWellFormed: ((token: string) => boolean) | undefined;
}

export type IdentitySource =
  | { readonly place: 'header' | 'querystring' | 'stageVariable'; readonly name: string }
  | { readonly place: 'context'; readonly name: string };

export interface GatewayResponse {
  readonly status: number | undefined;
  /** Header name to what it is made of. */
  readonly headers: ReadonlyMap<string, Template>;
  /** By media type. */
  readonly templates: ReadonlyMap<string, Template>;
}

/** Text with variables in it: `$context.requestId` is `{ variable: 'context.requestId' }`. */
export type Template = readonly (string | { readonly variable: string })[];

export interface Stage {
  readonly name: string;
  readonly deploymentId: string;
  readonly variables: ReadonlyMap<string, string>;
  /** By `GET /accounts/{accountId}`, with `*` for every method or every path. */
  readonly throttles: ReadonlyMap<string, Throttle>;
  readonly accessLog: Template | undefined;
  readonly tracing: boolean;
}

/** A token bucket: requests a second in the long run, and how many may come at once. */
export interface Throttle {
  readonly ratePerSecond: number;
  readonly burst: number;
}
