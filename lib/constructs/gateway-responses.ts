import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import {
  authorizerContext,
  type Endpoint,
  problemType,
  responseHeadersOf,
  type StandardProblemCode,
  securityHeaders,
  standardProblems,
} from '../contract/index.ts';

const { ResponseType } = apigateway;

interface GatewayResponseRow {
  readonly type: apigateway.ResponseType;
  readonly problem: StandardProblemCode;
  /**
   * How the caller is told to authenticate (RFC 9110 §11.6.1): with a token of the user pool, or as the Lambda authorizer
   * says.
   */
  readonly challenge?: 'bearer' | 'by-authorizer';
  /** Whether AWS's own message is passed on: it names declared parameters, and nothing that a caller sent. */
  readonly explained?: true;
}

/**
 * What the gateway answers by itself, for every response type that AWS has. A type left out would answer with AWS's own
 * body. The status is always the problem's, so that the document and the status line agree.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
const rows: readonly GatewayResponseRow[] = [
  { type: ResponseType.ACCESS_DENIED, problem: 'unauthenticated', challenge: 'by-authorizer' },
  { type: ResponseType.API_CONFIGURATION_ERROR, problem: 'gateway-misconfigured' },
  { type: ResponseType.AUTHORIZER_CONFIGURATION_ERROR, problem: 'gateway-misconfigured' },
  { type: ResponseType.AUTHORIZER_FAILURE, problem: 'gateway-misconfigured' },
  { type: ResponseType.BAD_REQUEST_BODY, problem: 'invalid-body' },
  { type: ResponseType.BAD_REQUEST_PARAMETERS, problem: 'missing-parameter', explained: true },
  { type: ResponseType.EXPIRED_TOKEN, problem: 'token-expired', challenge: 'bearer' },
  { type: ResponseType.INTEGRATION_FAILURE, problem: 'bad-gateway' },
  { type: ResponseType.INTEGRATION_TIMEOUT, problem: 'gateway-timeout' },
  { type: ResponseType.INVALID_API_KEY, problem: 'invalid-api-key' },
  { type: ResponseType.INVALID_SIGNATURE, problem: 'invalid-signature' },
  { type: ResponseType.MISSING_AUTHENTICATION_TOKEN, problem: 'unknown-route' },
  { type: ResponseType.QUOTA_EXCEEDED, problem: 'quota-exceeded' },
  { type: ResponseType.REQUEST_TOO_LARGE, problem: 'body-too-large' },
  { type: ResponseType.RESOURCE_NOT_FOUND, problem: 'not-found' },
  { type: ResponseType.THROTTLED, problem: 'too-many-requests' },
  { type: ResponseType.UNAUTHORIZED, problem: 'unauthenticated', challenge: 'bearer' },
  { type: ResponseType.UNSUPPORTED_MEDIA_TYPE, problem: 'unsupported-media-type' },
  { type: ResponseType.WAF_FILTERED, problem: 'refused-by-firewall' },
  { type: ResponseType.DEFAULT_4XX, problem: 'malformed-request' },
  { type: ResponseType.DEFAULT_5XX, problem: 'internal-error' },
];

interface GatewayResponseOptions {
  /** Of the challenge (RFC 6750 §3). */
  readonly realm: string;
  /** The origin whose pages may read why they were refused. @default none */
  readonly corsOrigin?: string;
}

/** Makes every answer of the gateway itself a problem document (RFC 9457) with the headers that all answers carry. */
export function addGatewayResponses(
  restApi: apigateway.RestApi,
  endpoints: readonly Endpoint[],
  { realm, corsOrigin }: GatewayResponseOptions,
): void {
  const used = new Set(endpoints.flatMap(responseHeadersOf));
  for (const { type, problem, challenge, explained } of rows) {
    const asked: Record<string, string> = {
      ...(challenge && { 'WWW-Authenticate': challenges[challenge](realm) }),
      ...(challenge === 'by-authorizer' && { 'DPoP-Nonce': `context.authorizer.${authorizerContext.dpopNonce}` }),
    };
    restApi.addGatewayResponse(`Response-${type.responseType}`, {
      type,
      statusCode: String(standardProblems[problem].status),
      responseHeaders: {
        ...quoted(securityHeaders),
        // The template's own key chooses the type of its body, and knows no application/problem+json.
        'Content-Type': "'application/problem+json'",
        ...(corsOrigin !== undefined && corsHeaders(corsOrigin, Object.keys(asked), used)),
        ...asked,
      },
      templates: { 'application/json': problemTemplate(problem, explained ?? false) },
    });
  }
}

/** Of what an answer asks for, a page may read the headers that some endpoint has a use for. */
function corsHeaders(origin: string, asked: readonly string[], used: ReadonlySet<string>): Record<string, string> {
  const exposed = asked.map((name) => name.toLowerCase()).filter((name) => used.has(name));
  return {
    'Access-Control-Allow-Origin': `'${origin}'`,
    ...(exposed.length > 0 && { 'Access-Control-Expose-Headers': `'${exposed.sort().join()}'` }),
    Vary: "'Origin'",
  };
}

/** A literal, or what the Lambda authorizer that denied put into its context. */
const challenges: Readonly<Record<NonNullable<GatewayResponseRow['challenge']>, (realm: string) => string>> = {
  bearer: (realm) => `'Bearer realm="${realm}"'`,
  'by-authorizer': () => `context.authorizer.${authorizerContext.challenge}`,
};

/**
 * Substitution only: `$context.requestId` is a UUID, `$context.error.messageString` a JSON string, quotes included. Nothing
 * that a caller sent is ever put in.
 */
function problemTemplate(code: StandardProblemCode, explained: boolean): string {
  const { title, status } = standardProblems[code];
  const document = { type: problemType(code), title, status, code, requestId: '$context.requestId' };
  if (!explained) return JSON.stringify(document);
  // The empty pointer is the request as a whole (RFC 6901 §5): the gateway does not say where, its message says what.
  const text = JSON.stringify({ ...document, errors: [{ pointer: '', detail: MESSAGE }] });
  return text.replace(`"${MESSAGE}"`, MESSAGE);
}

const MESSAGE = '$context.error.messageString';

/** Single quotes mark a literal in a header mapping. */
const quoted = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `'${value}'`]));
