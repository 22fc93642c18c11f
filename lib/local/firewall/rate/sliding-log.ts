import { instanceOf, type RateCounter } from './rate-counter.ts';

/** When the last requests of one key came, oldest first; what stands before `first` has left the window. */
interface Instance {
  times: number[];
  first: number;
}

/**
 * Counts exactly: each request of a key within the last window, blocked ones included. Never keeps more than `limit`
 * times for a key, because the oldest of so many is all it takes to tell.
 */
export function createSlidingLog(limit: number, windowMillis: number): RateCounter {
  const instances = new Map<string, Instance>();

  return {
    exceeds(key, nowMillis) {
      const instance = instanceOf(instances, key, (): Instance => ({ times: [], first: 0 }));
      const { times } = instance;
      while (instance.first < times.length && isPast(times[instance.first], nowMillis - windowMillis)) {
        instance.first += 1;
      }
      const isOver = !(times.length - instance.first < limit);
      if (isOver) instance.first += 1;
      times.push(nowMillis);
      if (instance.first > 32 && instance.first * 2 > times.length) {
        instance.times = times.slice(instance.first);
        instance.first = 0;
      }
      return isOver;
    },
  };
}

const isPast = (time: number | undefined, earliest: number): boolean => time === undefined || time <= earliest;
