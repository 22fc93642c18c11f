import { setTimeout } from 'node:timers/promises';
import type { AppClient } from '../user-pool.ts';

/** Longer than a message takes into the outbox. */
const floorMillis = 60;

/** Answers no sooner than this, so that the time does not tell whether somebody was written to. */
export async function atLeast<Result>(client: AppClient, work: () => Promise<Result>): Promise<Result> {
  if (!client.preventUserExistenceErrors) return work();
  const floor = setTimeout(floorMillis);
  try {
    return await work();
  } finally {
    await floor;
  }
}
