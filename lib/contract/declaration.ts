import type * as z from 'zod';
import type { Access } from './access.ts';
import type { ProblemTable } from './problems.ts';
import type { Views } from './views.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** `GET /accounts/{accountId}`: the method, one space, the path; a parameter is a whole segment in braces. */
export type Route = `${Method} /${string}`;
/** What a role may do: `transfers:create`. */
export type Permission = `${string}:${string}`;

/** What an endpoint takes: nothing in a part that has no schema. */
export interface RequestSchemas {
  /** One key for each `{parameter}` of the path, no others. */
  readonly path?: z.ZodObject;
  /** Declared query parameters; every other one is refused. Values arrive as strings, each at most once. */
  readonly query?: z.ZodObject;
  /** Headers the handler reads, in lower case; all others are ignored, none of these may arrive twice. */
  readonly headers?: z.ZodObject;
  /** The JSON body; unknown keys are refused at every depth. */
  readonly body?: z.ZodType;
}

/** Status to the schema of its JSON body, or `null` for an empty body. */
export type ResponseSchemas = Readonly<Record<number, z.ZodType | null>>;

/** How often an endpoint is answered, how much it reads and how long it takes; each is finite. */
export interface Limits {
  /** Sustained requests a second over all callers, enforced by the stage's method throttle. @default 10 */
  readonly ratePerSecond?: number;
  /** Size of the token bucket. @default twice the rate */
  readonly burst?: number;
  /** Longest body, in bytes. @default 8192 */
  readonly bodyBytes?: number;
  /** Longest time the handler may take, in milliseconds; it answers 503 before Lambda would kill it. @default 10000 */
  readonly timeoutMillis?: number;
}

/**
 * Whether repeating a request changes nothing (draft-ietf-httpapi-idempotency-key-header-08): with every request, which
 * then needs an `Idempotency-Key`; with those that carry one; or not at all.
 */
export type Idempotency = 'none' | 'offered' | 'required';

/**
 * What an endpoint does with the version of its resource. `shown`: answers carry it as an `ETag`, and a GET with
 * `If-None-Match` is answered 304 where nothing has changed. `checked`: the same, and a caller says with `If-Match` which
 * version the change is meant for.
 */
export type Versioning = 'none' | 'shown' | 'checked';

/** What the author of an endpoint writes; {@link endpoint} checks it and fills in the defaults. */
export interface EndpointDeclaration<
  Request extends RequestSchemas = RequestSchemas,
  Responses extends ResponseSchemas = ResponseSchemas,
  Problems extends ProblemTable = ProblemTable,
  Who extends Access = Access,
  Repeats extends Idempotency = Idempotency,
  Version extends Versioning = Versioning,
  Viewed extends Views = Views,
> {
  readonly route: Route;
  /** One sentence for the documentation. */
  readonly summary: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly access: Who;
  /** What the caller's role must allow; required unless the endpoint is public. */
  readonly permission?: Permission;
  /** Whether a call can change state. GET only reads. */
  readonly effect: 'reads' | 'changes';
  readonly request?: Request;
  readonly responses: Responses;
  /** What each role may set and see, where they differ. @default everybody who may call sees the whole */
  readonly views?: Viewed;
  /** Problems of its own, beside the standard ones, by code. */
  readonly problems?: Problems;
  readonly limits?: Limits;
  /** What becomes of a request that is sent twice. @default 'none' */
  readonly idempotency?: Repeats;
  /** What becomes of the version of the resource (RFC 9110 §13). @default 'none' */
  readonly version?: Version;
  /**
   * Where a body that breaks the contract is refused. `handler`: the answer points to every fault. `gateway`: the
   * request validator refuses it before the function runs, with an answer that points to none; the handler checks again.
   * @default 'handler'
   */
  readonly bodyRefusedBy?: 'handler' | 'gateway';
  /** Whether the handler signs its answers (RFC 9421), refusals as well; the gateway's own are not. @default false */
  readonly signedResponse?: true;
}
