import type * as z from 'zod';
import type { Access } from './access.ts';
import { assertConsistent } from './consistency.ts';
import type { ProblemTable } from './problems.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** `GET /accounts/{accountId}`: the method, one space, the path; a parameter is a whole segment in braces. */
export type Route = `${Method} /${string}`;
/** What a role may do: `transfers:create`. */
export type Permission = `${string}:${string}`;

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

export interface EndpointDeclaration<
  Request extends RequestSchemas = RequestSchemas,
  Responses extends ResponseSchemas = ResponseSchemas,
  Problems extends ProblemTable = ProblemTable,
  Who extends Access = Access,
  Idempotency extends 'required' | 'none' = 'required' | 'none',
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
  /** Problems of its own, beside the standard ones, by code. */
  readonly problems?: Problems;
  readonly limits?: Limits;
  /** `required`: callers send an `Idempotency-Key`, and repeating a request changes nothing. @default 'none' */
  readonly idempotency?: Idempotency;
  /**
   * Where a body that breaks the contract is refused. `handler`: the answer points to every fault. `gateway`: the
   * request validator refuses it before the function runs, with an answer that points to none; the handler checks again.
   * @default 'handler'
   */
  readonly bodyRefusedBy?: 'handler' | 'gateway';
}

/** A declared endpoint: the declaration, checked, with every default filled in. */
export interface Endpoint<
  Request extends RequestSchemas = RequestSchemas,
  Responses extends ResponseSchemas = ResponseSchemas,
  Problems extends ProblemTable = ProblemTable,
  Who extends Access = Access,
  Idempotency extends 'required' | 'none' = 'required' | 'none',
> {
  /** From the route: `GET /accounts/{accountId}` is `get-accounts-accountId`. Stable: construct ids come from it. */
  readonly id: string;
  readonly route: Route;
  readonly method: Method;
  /** `/accounts/{accountId}` */
  readonly path: string;
  readonly summary: string;
  readonly description: string | undefined;
  readonly tags: readonly string[];
  readonly access: Who;
  readonly permission: Permission | undefined;
  readonly effect: 'reads' | 'changes';
  readonly request: Request;
  readonly responses: Responses;
  readonly problems: Problems;
  readonly limits: Required<Limits>;
  readonly idempotency: Idempotency;
  readonly bodyRefusedBy: 'handler' | 'gateway';
}

export const defaultLimits = { ratePerSecond: 10, bodyBytes: 8_192, timeoutMillis: 10_000 } as const;

/**
 * Declares what one endpoint takes, who may call it and how often; everything else is derived from it.
 *
 * @throws ContractError naming the route and the contradiction: a path parameter without schema, a GET with a body,
 * public access without a reason, a limit that is not a positive number.
 */
export function endpoint<
  const Request extends RequestSchemas = Record<never, never>,
  const Responses extends ResponseSchemas = ResponseSchemas,
  const Problems extends ProblemTable = Record<never, never>,
  const Who extends Access = Access,
  const Idempotency extends 'required' | 'none' = 'none',
>(
  declaration: EndpointDeclaration<Request, Responses, Problems, Who, Idempotency>,
): Endpoint<Request, Responses, Problems, Who, Idempotency> {
  assertConsistent(declaration);
  const [method, path] = splitRoute(declaration.route);
  const ratePerSecond = declaration.limits?.ratePerSecond ?? defaultLimits.ratePerSecond;
  return Object.freeze({
    id: idOf(method, path),
    route: declaration.route,
    method,
    path,
    summary: declaration.summary,
    description: declaration.description,
    tags: declaration.tags ?? [],
    access: declaration.access,
    permission: declaration.permission,
    effect: declaration.effect,
    // The generic defaults stand for exactly these empty values.
    request: (declaration.request ?? {}) as Request,
    responses: declaration.responses,
    problems: (declaration.problems ?? {}) as Problems,
    limits: { ...defaultLimits, burst: ratePerSecond * 2, ...declaration.limits },
    idempotency: (declaration.idempotency ?? 'none') as Idempotency,
    bodyRefusedBy: declaration.bodyRefusedBy ?? 'handler',
  });
}

// A Route is one of the methods, a space and a path, by its type and by assertConsistent.
const splitRoute = (route: Route) => route.split(' ') as [Method, string];

const idOf = (method: Method, path: string): string =>
  [method.toLowerCase(), ...path.split('/').filter(Boolean)].join('-').replaceAll(/[{}]/g, '');
