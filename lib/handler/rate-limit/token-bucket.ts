/** How much one client may ask: so much at once, so much in the long run, so much a day. */
export interface RatePlan {
  /** Tokens that the bucket holds: requests at once, a whole number. */
  readonly burst: number;
  /** Tokens that flow back in a second. */
  readonly ratePerSecond: number;
  /** Requests of one day (UTC), a whole number. */
  readonly requestsPerDay: number;
}

/** What is kept of a client. A bucket is told by one moment, so that taking a token is one addition. */
export interface BucketState {
  /** When the bucket is full again if nobody takes a token; past, it is full. Microseconds since 1970. */
  readonly fullAtMicros: number;
  /** Requests of the day that the state is read on. */
  readonly takenToday: number;
}

/** A quota that a request would break. */
export type Policy = 'burst' | 'day';

/** What became of a request for a token, and the state that it leaves. */
export interface Take {
  readonly state: BucketState;
  /** What stood against it; empty, the token was taken. */
  readonly violated: readonly Policy[];
  readonly nowMicros: number;
}

const microsPerSecond = 1_000_000;
const microsPerDay = 86_400 * microsPerSecond;

/** Rounded up: in the long run a client gets its rate, never more. */
export const microsPerToken = ({ ratePerSecond }: RatePlan): number => Math.ceil(microsPerSecond / ratePerSecond);

/** The fullest a bucket may have to become for one more token to be in it. */
export const latestFullAtMicros = (plan: RatePlan, nowMicros: number): number =>
  nowMicros + (plan.burst - 1) * microsPerToken(plan);

/** A bucket that nobody has taken from. */
export const restingBucket: BucketState = { fullAtMicros: 0, takenToday: 0 };

/** The UTC day of a moment: `2026-11-22`. */
export const dayOf = (micros: number): string => new Date(micros / 1_000).toISOString().slice(0, 10);

/**
 * Takes a token, if the bucket holds one and the day's quota is not used up: the generic cell rate algorithm, which counts
 * no tokens and needs no timer. The store of lambdas/rate-limit says the same in one conditional update.
 */
export function takeFrom(plan: RatePlan, state: BucketState, nowMicros: number): Take {
  const violated = violatedBy(plan, state, nowMicros);
  if (violated.length > 0) return { state, violated, nowMicros };
  const { fullAtMicros, takenToday } = state;
  const after = { fullAtMicros: Math.max(fullAtMicros, nowMicros) + microsPerToken(plan), takenToday: takenToday + 1 };
  return { state: after, violated, nowMicros };
}

/** The quotas that one more request would break. What cannot be compared breaks them. */
export function violatedBy(
  plan: RatePlan,
  { fullAtMicros, takenToday }: BucketState,
  nowMicros: number,
): readonly Policy[] {
  const hasToken = fullAtMicros <= latestFullAtMicros(plan, nowMicros);
  const hasDay = takenToday < plan.requestsPerDay;
  return [...(hasToken ? [] : ['burst' as const]), ...(hasDay ? [] : ['day' as const])];
}

/** What one quota still gives. */
export interface Remainder {
  readonly quota: number;
  /** How long a quota that nobody uses takes to be whole again. */
  readonly windowSeconds: number;
  readonly remaining: number;
  /** Whole seconds until it gives more than that; none where it is whole. */
  readonly moreInSeconds: number | undefined;
}

/** What is left of the bucket and of the day. */
export function remaindersOf(plan: RatePlan, { state, nowMicros }: Take): Readonly<Record<Policy, Remainder>> {
  const [cost, missingMicros] = [microsPerToken(plan), Math.max(0, state.fullAtMicros - nowMicros)];
  const missing = Math.ceil(missingMicros / cost);
  return {
    burst: {
      quota: plan.burst,
      windowSeconds: Math.ceil((plan.burst * cost) / microsPerSecond),
      remaining: Math.max(0, plan.burst - missing),
      moreInSeconds: missing === 0 ? undefined : seconds(missingMicros - (Math.min(missing, plan.burst) - 1) * cost),
    },
    day: {
      quota: plan.requestsPerDay,
      windowSeconds: 86_400,
      remaining: Math.max(0, plan.requestsPerDay - state.takenToday),
      moreInSeconds: seconds(microsPerDay - (nowMicros % microsPerDay)),
    },
  };
}

/** Never earlier than it is true. */
const seconds = (micros: number): number => Math.max(1, Math.ceil(micros / microsPerSecond));
