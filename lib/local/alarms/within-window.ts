/**
 * A time in a flexible window that opens when a run is due, each as likely as every other.
 *
 * @param random for tests; from 0 to below 1
 */
export const withinWindow = (dueMillis: number, windowMillis: number, random: () => number = Math.random): number =>
  dueMillis + Math.floor(random() * windowMillis);
