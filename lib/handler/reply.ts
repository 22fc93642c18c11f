/** What a handler answers: a status of its contract and the body that the contract promises for it. */
export interface Reply<Status extends number = number, Body = unknown> {
  readonly status: Status;
  readonly body: Body;
  readonly headers: Readonly<Record<string, string>>;
  /** Of the resource that is answered. */
  readonly version?: number;
}

/** An answer that says which version of the resource it is. */
export type VersionedReply<Status extends number = number, Body = unknown> = Reply<Status, Body> & {
  readonly version: number;
};

/** Answers `body` with `status`; `null` where the contract promises an empty body. */
export const reply = <const Status extends number, const Body>(
  status: Status,
  body: Body,
  headers: Readonly<Record<string, string>> = {},
): Reply<Status, Body> => ({ status, body, headers });

/** The same answer, of a resource in this version: the count of its changes, as the store keeps it. */
export const withVersion = <Status extends number, Body>(
  version: number,
  answer: Reply<Status, Body>,
): VersionedReply<Status, Body> => ({ ...answer, version });
