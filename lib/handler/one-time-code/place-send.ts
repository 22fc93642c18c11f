import { oneTimeCodeLimits } from './one-time-code.ts';

const { sends, sendWindowSeconds, sendsPerDay, daySeconds } = oneTimeCodeLimits;

/** So many messages in any so many seconds, wherever they begin: at midnight nothing begins anew. */
const windows = [
  { most: sends, seconds: sendWindowSeconds },
  { most: sendsPerDay, seconds: daySeconds },
] as const;

/** What becomes of a message: its moment among those of the others, or how long it has to wait. */
export type PlacedSend =
  | { readonly sentAtSeconds: readonly number[]; readonly retryAfterSeconds?: never }
  | { readonly retryAfterSeconds: number };

/**
 * Finds a place for one more message to a destination, so that no window ever sees more than its number of them.
 *
 * @param sentAtSeconds when the messages before it were sent, oldest first; what is no number of seconds leaves no place
 */
export function placeSend(sentAtSeconds: readonly number[], nowSeconds: number): PlacedSend {
  if (![...sentAtSeconds, nowSeconds].every(Number.isSafeInteger)) return { retryAfterSeconds: sendWindowSeconds };
  // An instance whose clock is behind does not send before what was sent already.
  const at = Math.max(nowSeconds, sentAtSeconds.at(-1) ?? nowSeconds);
  const waits = windows.map(({ most, seconds }) => {
    const first = sentAtSeconds.at(-most);
    return first === undefined ? 0 : first + seconds - at;
  });
  if (waits.every((wait) => wait <= 0)) return { sentAtSeconds: [...sentAtSeconds, at].slice(-sendsPerDay) };
  return { retryAfterSeconds: Math.max(...waits) };
}
