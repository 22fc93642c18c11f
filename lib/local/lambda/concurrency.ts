/** Why an invocation is refused, as AWS spells the `Reason` of a `TooManyRequestsException`. */
export type ThrottleReason = 'ReservedFunctionConcurrentInvocationLimitExceeded' | 'ConcurrentInvocationLimitExceeded';

/** How many invocations may be under way at once, for one function and for the account. */
export interface Concurrency {
  /** @throws Error when too little would be left for the functions that reserve none */
  declare(functionArn: string, reserved: number | undefined): void;
  /** Takes a place for one invocation; the caller gives it back. Answers why there is none. */
  enter(functionArn: string): ThrottleReason | undefined;
  leave(functionArn: string): void;
}

/** AWS Lambda Developer Guide, "Lambda quotas" and "Configuring reserved concurrency". */
const ACCOUNT_LIMIT = 1_000;
const LEAST_UNRESERVED = 100;

export const createConcurrency = (): Concurrency => {
  const reserved = new Map<string, number>();
  const running = new Map<string, number>();
  let unreservedLimit = ACCOUNT_LIMIT;
  let unreservedRunning = 0;

  const count = (functionArn: string, by: 1 | -1): void => {
    running.set(functionArn, (running.get(functionArn) ?? 0) + by);
    if (!reserved.has(functionArn)) unreservedRunning += by;
  };

  return {
    declare(functionArn, wanted) {
      if (wanted === undefined) return;
      if (!(unreservedLimit - wanted >= LEAST_UNRESERVED)) {
        throw new Error(
          `a reserved concurrency of ${wanted} leaves less than ${LEAST_UNRESERVED} of the account's ${ACCOUNT_LIMIT} to functions that reserve none`,
        );
      }
      reserved.set(functionArn, wanted);
      unreservedLimit -= wanted;
    },
    enter(functionArn) {
      const limit = reserved.get(functionArn);
      if (limit !== undefined && !((running.get(functionArn) ?? 0) < limit)) {
        return 'ReservedFunctionConcurrentInvocationLimitExceeded';
      }
      if (limit === undefined && !(unreservedRunning < unreservedLimit)) return 'ConcurrentInvocationLimitExceeded';
      count(functionArn, 1);
      return undefined;
    },
    leave: (functionArn) => count(functionArn, -1),
  };
};
