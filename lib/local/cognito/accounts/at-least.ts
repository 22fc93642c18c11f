import { setTimeout } from 'node:timers/promises';
import type { Room } from '../room.ts';
import type { AppClient } from '../user-pool.ts';

/** Longer than a message takes into the outbox. */
const floorMillis = 60;
/** No function that words messages makes others wait longer than this. */
const ceilingMillis = 2_000;

/** How long messages took: by the state that rooms share, then by pool. */
const longest = new WeakMap<Room['database'], Map<string, number>>();

/**
 * Answers no sooner than a message would take, so that the time does not tell whether somebody was written to. Where a
 * function words the messages, everyone waits as long as it took at its slowest.
 */
export async function atLeast<Result>(room: Room, client: AppClient, work: () => Promise<Result>): Promise<Result> {
  if (!client.preventUserExistenceErrors) return work();
  const known = longest.get(room.database) ?? new Map<string, number>();
  longest.set(room.database, known);
  const floor = setTimeout(known.get(client.userPoolId) ?? floorMillis);
  const began = performance.now();
  try {
    return await work();
  } finally {
    const took = Math.min(performance.now() - began, ceilingMillis);
    known.set(client.userPoolId, Math.max(took, known.get(client.userPoolId) ?? floorMillis));
    await floor;
  }
}
