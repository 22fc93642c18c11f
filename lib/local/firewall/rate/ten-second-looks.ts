import { instanceOf, type RateCounter } from './rate-counter.ts';

/** How often AWS says that it checks the rate, about. */
const lookMillis = 10_000;

/** How many requests came between two looks, oldest first, and what the last look decided. */
interface Instance {
  readonly counts: number[];
  look: number;
  isLimited: boolean;
}

/**
 * Decides at looks, ten seconds apart: who has sent more than the limit within the window before a look is refused until
 * the next one, and nobody else is. AWS promises no more: it is late by half a minute at times, and never exact.
 */
export function createTenSecondLooks(limit: number, windowMillis: number): RateCounter {
  const instances = new Map<string, Instance>();
  const span = windowMillis / lookMillis;

  const lookAgain = (instance: Instance, look: number) => {
    const passed = Math.min(look - instance.look, span + 1);
    for (let n = 0; n < passed; n += 1) {
      instance.counts.shift();
      instance.counts.push(0);
    }
    // The newest count is of the time since this look, which it cannot know of.
    instance.isLimited = instance.counts.reduce((sum, count) => sum + count, 0) > limit;
    instance.look = look;
  };

  return {
    exceeds(key, nowMillis) {
      const look = Math.floor(nowMillis / lookMillis);
      const empty = () => ({ counts: Array<number>(span + 1).fill(0), look, isLimited: false });
      const instance = instanceOf(instances, key, empty);
      if (look > instance.look) lookAgain(instance, look);
      instance.counts[span] = (instance.counts[span] ?? 0) + 1;
      return instance.isLimited;
    },
  };
}
