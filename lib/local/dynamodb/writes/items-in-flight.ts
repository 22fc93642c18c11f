import { AwsError } from '../../aws-service.ts';

/** What AWS says to a request that meets a transaction which is not done yet. */
export const CONFLICT = 'Transaction is ongoing for the item';

/**
 * Which items requests are working on: from the arrival of a request until its answer is ready. DynamoDB does not let
 * two requests wait for each other ("Transaction conflict handling" in the developer guide): who comes second is refused,
 * and tries again.
 */
export class ItemsInFlight {
  readonly #transactions = new Set<string>();
  readonly #writes = new Map<string, number>();
  readonly #tokens = new Map<string, Uint8Array>();

  /** Whether a transaction that writes is working on the item. */
  isInTransaction(item: string): boolean {
    return this.#transactions.has(item);
  }

  /** Whether anything that writes is working on the item. */
  isBeingWritten(item: string): boolean {
    return this.#transactions.has(item) || this.#writes.has(item);
  }

  /** @throws AwsError `TransactionConflictException` when a transaction is working on the item */
  whileWriting<Result>(item: string, work: () => Promise<Result>): Promise<Result> {
    if (this.isInTransaction(item)) throw new AwsError('TransactionConflictException', CONFLICT);
    return this.whileWritingAll([item], work);
  }

  /** For items of which the caller knows that no transaction is working on them. */
  async whileWritingAll<Result>(items: readonly string[], work: () => Promise<Result>): Promise<Result> {
    for (const item of items) this.#writes.set(item, (this.#writes.get(item) ?? 0) + 1);
    try {
      return await work();
    } finally {
      for (const item of items) {
        const left = (this.#writes.get(item) ?? 1) - 1;
        if (left > 0) this.#writes.set(item, left);
        else this.#writes.delete(item);
      }
    }
  }

  /** For items of which the caller knows that no other transaction is working on them. */
  async whileInTransaction<Result>(items: readonly string[], work: () => Promise<Result>): Promise<Result> {
    for (const item of items) this.#transactions.add(item);
    try {
      return await work();
    } finally {
      for (const item of items) this.#transactions.delete(item);
    }
  }

  /**
   * @param fingerprint the same for the same request
   * @throws AwsError `TransactionInProgressException` when the same request is being worked on, `IdempotentParameterMismatchException` for another one under the token
   */
  async whileTokenIsUsed<Result>(
    token: string | undefined,
    fingerprint: Uint8Array,
    work: () => Promise<Result>,
  ): Promise<Result> {
    if (token === undefined) return work();
    const ongoing = this.#tokens.get(token);
    if (ongoing !== undefined) throw Buffer.compare(ongoing, fingerprint) === 0 ? inProgress() : tokenMismatch();
    this.#tokens.set(token, fingerprint);
    try {
      return await work();
    } finally {
      this.#tokens.delete(token);
    }
  }
}

const inProgress = () =>
  new AwsError(
    'TransactionInProgressException',
    'The transaction with the given request token is already in progress.',
  );

export const tokenMismatch = () =>
  new AwsError(
    'IdempotentParameterMismatchException',
    'The request uses the same client token as a previous, but non-identical request. Do not reuse a client ' +
      'token with different requests, unless the requests are identical',
  );
