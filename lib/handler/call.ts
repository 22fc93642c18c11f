import type { Endpoint, EndpointValidators, ProblemKind, RequestPart } from '../contract/index.ts';
import type { GatewayEvent, LambdaContext } from './gateway-event.ts';
import type { Log, Observer } from './observe/observer.ts';
import { silentLog } from './observe/silent.ts';
import type { Principal } from './principal/principal.ts';
import type { PromisedWays } from './principal/promised-ways.ts';

/** What holds for every request to one endpoint. */
export interface Promised {
  readonly endpoint: Pick<
    Endpoint,
    | 'route'
    | 'method'
    | 'path'
    | 'access'
    | 'permission'
    | 'limits'
    | 'idempotency'
    | 'version'
    | 'viewRoles'
    | 'headerNames'
  >;
  readonly validators: EndpointValidators;
  readonly ways: PromisedWays;
  /** Every problem the endpoint can answer: the handlers' standard ones and its own. */
  readonly problems: ReadonlyMap<string, ProblemKind>;
  /** Roles that hold the endpoint's permission. */
  readonly allowedRoles: ReadonlySet<string>;
  /** Headers, in lower case, that may arrive once at most. */
  readonly singleHeaders: ReadonlySet<string>;
  /** How long their names are. */
  readonly singleHeaderLengths: ReadonlySet<number>;
  /** Headers of every answer, whatever it says. */
  readonly answerHeaders: Readonly<Record<string, string>>;
  readonly observer: Observer;
}

/** The parts of a request, each with what it holds. */
export type InputValues = Readonly<Record<RequestPart, unknown>>;

/** One request: what it came with, and what each step found out about it. Only the step named for a field writes it. */
export interface Call {
  readonly promised: Promised;
  readonly event: GatewayEvent;
  readonly context: LambdaContext;
  /** Milliseconds on the monotonic clock. */
  readonly startedAt: number;
  requestId: string;
  traceId: string | undefined;
  log: Log;
  /** What the caller's quotas are and what is left of them: headers of the answer, whatever it says. */
  rateLimit: Readonly<Record<string, string>>;
  /** The single headers of this request, by lower-case name. */
  headers: ReadonlyMap<string, string>;
  /** Undefined on public endpoints only. */
  principal: Principal | undefined;
  /** The role whose view of the contract the caller has; undefined where everybody sees the whole. */
  view: string | undefined;
  /** The body as parsed, not yet validated. */
  json: unknown;
  idempotencyKey: string | undefined;
  /** Of the resource that is to be changed. */
  expectedVersion: number | undefined;
  /** What the answer tells the client of its credentials, by header. */
  authenticationInfo: Readonly<Record<string, string>>;
  /** Validated, and as the contract's schemas parse it. */
  input: InputValues;
}

/** A step of the defence. It refuses by throwing a Problem; answering by itself would skip every step after it. */
export type Step = (call: Call) => undefined | Promise<never>;

/** A call of which nothing is known yet but that it came. */
export const newCall = (promised: Promised, event: GatewayEvent, context: LambdaContext): Call => ({
  promised,
  event,
  context,
  startedAt: performance.now(),
  requestId: '',
  traceId: undefined,
  log: silentLog,
  rateLimit: {},
  headers: none,
  principal: undefined,
  view: undefined,
  json: undefined,
  idempotencyKey: undefined,
  expectedVersion: undefined,
  authenticationInfo: {},
  input: nothing,
});

const none: ReadonlyMap<string, string> = new Map();
const nothing: InputValues = { path: undefined, query: undefined, headers: undefined, body: undefined };
