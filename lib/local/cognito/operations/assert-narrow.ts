import { invalidParameter } from '../refusals.ts';

/** More than any list or map of a request holds. */
const most = 1_000;
/** How deep requests go: a list, its items, what they hold. */
const deepest = 3;

/**
 * Refuses what is wide before its parts are judged: a million of them, each with its own complaint, would hold up
 * everyone for many seconds, and anybody may send them.
 *
 * @throws AwsError InvalidParameterException
 */
export function assertNarrow(input: unknown, depth = deepest): void {
  if (typeof input !== 'object' || input === null) return;
  const parts: readonly unknown[] = Array.isArray(input) ? input : Object.values(input);
  if (!(parts.length <= most)) throw invalidParameter(`A list or map of the request has more than ${most} members`);
  if (depth > 0) for (const part of parts) assertNarrow(part, depth - 1);
}
