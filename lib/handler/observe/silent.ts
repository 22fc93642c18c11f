import type { Log, Observer } from './observer.ts';

const nothing = () => {};
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Writes nothing: for measurements of the pipeline alone, and for tests. */
export const silent: Observer = { log: () => silentLog, answered: nothing };
