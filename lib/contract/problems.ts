/** What a problem (RFC 9457) is, whatever the request. It goes by a stable code; a contract adds its own with `problems`. */
export interface ProblemKind {
  /** HTTP status, 400 to 599. */
  readonly status: number;
  /** One sentence for people; says nothing about this request. */
  readonly title: string;
}

/** What a handler of every API can answer, whatever its contract says: all that a function carries of the standard ones. */
export const handlerProblems = {
  'malformed-request': { status: 400, title: 'The request could not be read' },
  'malformed-json': { status: 400, title: 'The body is not JSON, or names a key twice' },
  'invalid-request': { status: 400, title: 'The request does not keep the contract' },
  unauthenticated: { status: 401, title: 'Valid credentials are needed' },
  'access-denied': { status: 403, title: 'The credentials do not allow this' },
  'permission-denied': { status: 403, title: 'The role of the caller does not allow this' },
  'not-found': { status: 404, title: 'There is nothing here, or nothing for this caller' },
  'answer-not-kept': { status: 409, title: 'The request was done; its answer was too long to be kept' },
  'idempotency-key-in-use': { status: 409, title: 'The first request with this idempotency key is still under way' },
  'precondition-failed': { status: 412, title: 'The resource is no longer what the request takes it for' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The content type is not application/json' },
  'idempotency-key-reused': { status: 422, title: 'The idempotency key was used for another request' },
  'precondition-required': { status: 428, title: 'The request must say, with If-Match, which version it is meant for' },
  'quota-exceeded': { status: 429, title: 'A quota of the caller is used up' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'internal-error': { status: 500, title: 'The request failed' },
  'gateway-misconfigured': { status: 500, title: 'The gateway could not authorise the request' },
  unavailable: { status: 503, title: 'The endpoint did not answer in time' },
} as const satisfies Record<string, ProblemKind>;

/** A standard problem that a handler can answer. */
export type HandlerProblemCode = keyof typeof handlerProblems;

/** The table a contract's own problems are written in: code to kind. Codes are lower-case words joined by hyphens. */
export type ProblemTable = Readonly<Record<string, ProblemKind>>;

/** A problem document as it is sent, `application/problem+json` (RFC 9457 §3). */
export interface ProblemDocument {
  /** `urn:portcullis:problem:<code>`, or the type that everybody knows the problem by. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly requestId: string;
  /** What was wrong with the input, one entry a fault; pointers are RFC 6901 from the request: `/body/amount`. */
  readonly errors?: readonly InputFault[];
  /** Names of the quotas that stood against the request, as `RateLimit-Policy` tells them. */
  readonly 'violated-policies'?: readonly string[];
}

/** One thing that is wrong with a request. */
export interface InputFault {
  /** RFC 6901 pointer whose first token is `path`, `query`, `headers` or `body`. */
  readonly pointer: string;
  /** Why, in words that never repeat the value. */
  readonly detail: string;
}

/** Types with a meaning beyond this API (draft-ietf-httpapi-ratelimit-headers-11, "Quota Exceeded"). */
const knownTypes: ReadonlyMap<string, string> = new Map([
  ['quota-exceeded', 'https://iana.org/assignments/http-problem-types#quota-exceeded'],
]);

/** The `type` URI of a problem code. */
export const problemType = (code: string): string => knownTypes.get(code) ?? `urn:portcullis:problem:${code}`;
