/** Tells of each request whether its key has had more than the limit allows. */
export interface RateCounter {
  /** Notes one request of the key. */
  exceeds(key: string, nowMillis: number): boolean;
}

/**
 * - `exact`: request `Limit` + 1 is refused at once, for tests that must not depend on chance;
 * - `aws-like`: looks every ten seconds, as AWS says that it does about, so that a burst passes until the next look.
 */
export type RateMode = keyof typeof rateModes;

/** What each means for who is limited. */
export const rateModes = {
  exact: 'rate-based rules refuse the first request over the limit; AWS looks about every ten seconds',
  'aws-like': 'rate-based rules look every ten seconds, as AWS does about: a burst passes until the next look',
} as const;

/** As many instances as AWS limits at once; beyond them the one that was seen longest ago is forgotten. */
export const mostInstances = 10_000;

/** The instance of a key, made when there is none, and the last one to be forgotten from now on. */
export function instanceOf<Instance>(instances: Map<string, Instance>, key: string, make: () => Instance): Instance {
  const instance = instances.get(key) ?? make();
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
}
