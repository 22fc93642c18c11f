import type * as z from 'zod';
import type {
  Access,
  HandlerProblemCode,
  Idempotency,
  InputFault,
  ProblemTable,
  PublicAccess,
  RequestSchemas,
  ResponseSchemas,
  Versioning,
  Views,
} from '../contract/index.ts';
import type { Log } from './observe/observer.ts';
import type { Principal } from './principal/principal.ts';
import type { Reply, VersionedReply } from './reply.ts';

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
  Repeats extends Idempotency,
  Version extends Versioning = 'none',
  Viewed extends Views = Record<never, never>,
> {
  readonly path: Parsed<Request, 'path'>;
  readonly query: Parsed<Request, 'query'>;
  readonly headers: Parsed<Request, 'headers'>;
  readonly body: Parsed<Request, 'body'>;
  /** The body as it was sent, for those who verify a signature over it; what it means is `body`. */
  readonly bodyBytes: Buffer;
  readonly principal: Who extends PublicAccess ? undefined : Principal;
  /** The role whose view the caller has; what is answered beyond it is never sent. */
  readonly view: string extends keyof Viewed
    ? string | undefined
    : keyof Viewed extends never
      ? undefined
      : keyof Viewed;
  readonly idempotencyKey: Repeats extends 'required'
    ? string
    : Repeats extends 'offered'
      ? string | undefined
      : undefined;
  /** The version that the change is meant for: a condition of the write, for others may write meanwhile. */
  readonly expectedVersion: Version extends 'checked' ? number : undefined;
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
export type PromisedReply<
  Responses extends ResponseSchemas,
  Version extends Versioning = 'none',
  Viewed extends Views = Record<never, never>,
> = {
  [Status in keyof Responses & number]: Responses[Status] extends z.ZodType
    ? ReplyIn<Version, Status, Readonly<z.input<Responses[Status] | SeenIn<Viewed, Status>>>>
    : Reply<Status, null>;
}[keyof Responses & number];

/** The schemas of an answer in the views of it. */
type SeenIn<Viewed extends Views, Status extends number> = {
  [Role in keyof Viewed]: Viewed[Role] extends { readonly responses: { readonly [Key in Status]: infer Schema } }
    ? Schema
    : never;
}[keyof Viewed] &
  z.ZodType;

type ReplyIn<Version extends Versioning, Status extends number, Body> = Version extends 'none'
  ? Reply<Status, Body>
  : VersionedReply<Status, Body>;

/** The handler's own code: what it takes and what it may answer follow from the contract. */
export type Implementation<
  Request extends RequestSchemas,
  Responses extends ResponseSchemas,
  Problems extends ProblemTable,
  Who extends Access,
  Repeats extends Idempotency,
  Version extends Versioning = 'none',
  Viewed extends Views = Record<never, never>,
> = (
  input: Input<Request, Problems, Who, Repeats, Version, Viewed>,
) => PromisedReply<Responses, Version, Viewed> | Promise<PromisedReply<Responses, Version, Viewed>>;
