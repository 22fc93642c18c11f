/** As many instances as AWS limits at once; beyond them the one that was seen longest ago is forgotten. */
const mostInstances = 10_000;

/** When the last requests of one key came, oldest first; what stands before `first` has left the window. */
interface Instance {
  times: number[];
  first: number;
}

/**
 * Counts exactly: each request of a key within the last window, blocked ones included. Never keeps more than `limit`
 * times for a key, because the oldest of so many is all it takes to tell.
 */
export function createSlidingLog(limit: number, windowMillis: number) {
  const instances = new Map<string, Instance>();

  const instanceOf = (key: string): Instance => {
    const instance = instances.get(key) ?? { times: [], first: 0 };
    // Moving it to the end keeps the map in order of last use.
    instances.delete(key);
    instances.set(key, instance);
    if (instances.size > mostInstances) {
      for (const oldest of instances.keys()) {
        instances.delete(oldest);
        break;
      }
    }
    return instance;
  };

  return {
    /** Notes one request of the key and says whether it is more than the limit allows. */
    exceeds(key: string, nowMillis: number): boolean {
      const instance = instanceOf(key);
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
