import type { Throttle } from '../rest-api.ts';

/**
 * Holds up to `burst` tokens, gets `ratePerSecond` back, and a request takes one.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export class TokenBucket {
  readonly #throttle: Throttle;
  #tokens: number;
  #filledAtMillis: number;

  constructor(throttle: Throttle, nowMillis: number) {
    this.#throttle = throttle;
    this.#tokens = throttle.burst;
    this.#filledAtMillis = nowMillis;
  }

  /** Whether there was a token to take. A clock that goes back refills nothing. */
  take(nowMillis: number): boolean {
    const { ratePerSecond, burst } = this.#throttle;
    const elapsedSeconds = Math.max(0, nowMillis - this.#filledAtMillis) / 1_000;
    this.#tokens = Math.min(burst, this.#tokens + elapsedSeconds * ratePerSecond);
    this.#filledAtMillis = nowMillis;
    if (!(this.#tokens >= 1)) return false;
    this.#tokens -= 1;
    return true;
  }
}
