import type { Engine } from './engine.ts';

/** How long an expired item may still be seen. AWS says "within a few days". */
export const SWEEP_EVERY_MILLIS = 10_000;

/** Sweeps expired items, and stream records of more than a day ago, away: when it is called, at most now and then. */
export const expiringItems = ({ database, items, catalog, streams }: Engine): ((nowMillis: number) => void) => {
  let next = Number.NEGATIVE_INFINITY;
  return (nowMillis) => {
    if (nowMillis < next) return;
    next = nowMillis + SWEEP_EVERY_MILLIS;
    const tables = catalog.tables.filter(({ timeToLiveAttribute }) => timeToLiveAttribute !== undefined);
    if (tables.length > 0) database.write(() => items.expire(tables, Math.floor(nowMillis / 1000)));
    if (streams.store.all.length > 0) database.write(() => streams.age(nowMillis));
  };
};
