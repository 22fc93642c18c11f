import type * as z from 'zod';
import type {
  Access,
  HandlerProblemCode,
  InputFault,
  ProblemTable,
  PublicAccess,
  RequestSchemas,
  ResponseSchemas,
} from '../contract/index.ts';
import type { Log } from './observe/observer.ts';
import type { Principal } from './principal/principal.ts';
import type { Reply } from './reply.ts';

/** What one part of the request is after validation; `undefined` where the contract declares none. */
type Parsed<Request, Part extends keyof RequestSchemas> = Request extends { readonly [P in Part]: infer Schema }
  ? Schema extends z.ZodType
    ? z.output<Schema>
    : undefined
  : undefined;

/** What a handler is called with, by the contract of its endpoint. */
export interface Input<
  Request extends RequestSchemas,
  Problems extends ProblemTable,
  Who extends Access,
  Idempotency extends 'required' | 'none',
> {
  readonly path: Parsed<Request, 'path'>;
  readonly query: Parsed<Request, 'query'>;
  readonly headers: Parsed<Request, 'headers'>;
  readonly body: Parsed<Request, 'body'>;
  readonly principal: Who extends PublicAccess ? undefined : Principal;
  readonly idempotencyKey: Idempotency extends 'required' ? string : undefined;
  readonly requestId: string;
  /** Aborted when the handler's time is up and the caller has been answered 503. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /**
   * Refuses with one of the contract's problems or a standard one. It throws by itself; `throw refuse(...)` tells the
   * compiler so.
   */
  readonly refuse: (code: HandlerProblemCode | (keyof Problems & string), faults?: readonly InputFault[]) => never;
}

/** A status of the contract with the body that it promises. */
export type PromisedReply<Responses extends ResponseSchemas> = {
  [Status in keyof Responses & number]: Reply<
    Status,
    Responses[Status] extends z.ZodType ? Readonly<z.input<Responses[Status]>> : null
  >;
}[keyof Responses & number];

/** The handler's own code: what it takes and what it may answer follow from the contract. */
export type Implementation<
  Request extends RequestSchemas,
  Responses extends ResponseSchemas,
  Problems extends ProblemTable,
  Who extends Access,
  Idempotency extends 'required' | 'none',
> = (input: Input<Request, Problems, Who, Idempotency>) => PromisedReply<Responses> | Promise<PromisedReply<Responses>>;
