import type { Access } from './access.ts';
import { assertConsistent } from './consistency.ts';
import type {
  EndpointDeclaration,
  Idempotency,
  Limits,
  Method,
  Permission,
  RequestSchemas,
  ResponseSchemas,
  Route,
  Versioning,
} from './declaration.ts';
import type { ProblemTable } from './problems.ts';
import type { EndpointValidators } from './validator.ts';
import type { Views } from './views.ts';
import { zodValidators } from './zod-validator.ts';

/** A declared endpoint: the declaration, checked, with every default filled in. */
export interface Endpoint<
  Request extends RequestSchemas = RequestSchemas,
  Responses extends ResponseSchemas = ResponseSchemas,
  Problems extends ProblemTable = ProblemTable,
  Who extends Access = Access,
  Repeats extends Idempotency = Idempotency,
  Version extends Versioning = Versioning,
  Viewed extends Views = Views,
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
  /** Headers the handler reads, in lower case: the keys of `request.headers`. */
  readonly headerNames: readonly string[];
  readonly responses: Responses;
  readonly views: Viewed;
  /** Roles that have a view, the first of a caller's counts: the keys of `views`. */
  readonly viewRoles: readonly string[];
  readonly problems: Problems;
  readonly limits: Required<Limits>;
  readonly idempotency: Repeats;
  readonly version: Version;
  readonly bodyRefusedBy: 'handler' | 'gateway';
  readonly signedResponse: boolean;
  /** What checks its values; in a function, code that the bundler compiled of both tables of schemas. */
  readonly validators: EndpointValidators;
}

const defaultLimits = { ratePerSecond: 10, bodyBytes: 8_192, timeoutMillis: 10_000 } as const;

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
  const Repeats extends Idempotency = 'none',
  const Version extends Versioning = 'none',
  const Viewed extends Views = Record<never, never>,
>(
  declaration: EndpointDeclaration<Request, Responses, Problems, Who, Repeats, Version, Viewed>,
): Endpoint<Request, Responses, Problems, Who, Repeats, Version, Viewed> {
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
    headerNames: Object.keys(declaration.request?.headers?.shape ?? {}),
    responses: declaration.responses,
    views: (declaration.views ?? {}) as Viewed,
    viewRoles: Object.keys(declaration.views ?? {}),
    problems: (declaration.problems ?? {}) as Problems,
    limits: { ...defaultLimits, burst: ratePerSecond * 2, ...declaration.limits },
    idempotency: (declaration.idempotency ?? 'none') as Repeats,
    version: (declaration.version ?? 'none') as Version,
    bodyRefusedBy: declaration.bodyRefusedBy ?? 'handler',
    signedResponse: declaration.signedResponse ?? false,
    validators: zodValidators(declaration.request ?? {}, declaration.responses, declaration.views ?? {}),
  });
}

// A Route is one of the methods, a space and a path, by its type and by assertConsistent.
const splitRoute = (route: Route) => route.split(' ') as [Method, string];

const idOf = (method: Method, path: string): string =>
  [method.toLowerCase(), ...path.split('/').filter(Boolean)].join('-').replaceAll(/[{}]/g, '');
