import type { Throttle } from '../rest-api.ts';
import { TokenBucket } from './token-bucket.ts';

/** All token buckets of a gateway, each by everything that tells it from the others. */
export interface TokenBuckets {
  /** Takes a token of the bucket, which is full at first. */
  take(key: readonly string[], throttle: Throttle): boolean;
}

export function createTokenBuckets(now: () => number): TokenBuckets {
  const buckets = new Map<string, TokenBucket>();
  return {
    take(key, throttle) {
      // The throttle is in the key: a changed limit starts with a bucket of its own.
      const id = JSON.stringify([...key, throttle.ratePerSecond, throttle.burst]);
      const bucket = buckets.get(id) ?? new TokenBucket(throttle, now());
      buckets.set(id, bucket);
      return bucket.take(now());
    },
  };
}
