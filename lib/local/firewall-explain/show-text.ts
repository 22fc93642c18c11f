import type { ByteString } from '../firewall/engine/byte-string.ts';
import { escapeBytes } from '../firewall-app/index.ts';
import type { Span } from './credentials.ts';

/** As much of a text is shown, or as much on either side of what was found in it. */
const mostShown = 96;
const around = 32;

export interface ShowOptions {
  /** What must not be read. */
  readonly hidden: readonly Span[];
  /** What was found, shown between « and ». */
  readonly found?: Span | undefined;
}

/**
 * A text for a terminal: control characters and bytes that are no UTF-8 are escaped, credentials read REDACTED, and
 * what is left out reads `…`.
 */
export function showText(text: ByteString, { hidden, found: given }: ShowOptions): string {
  const found = given === undefined ? undefined : withAllHidden(given, hidden);
  const from = found === undefined ? 0 : Math.max(0, found[0] - around);
  const until = found === undefined ? mostShown : Math.min(found[0] + mostShown, found[1]) + around;
  const end = Math.min(text.length, until);
  const marks = found === undefined ? [] : found;
  const edges = [from, end, ...marks, ...hidden.flat()].filter((edge) => edge >= from && edge <= end);
  const cuts = [...new Set(edges)].sort((one, other) => one - other);
  const isHidden = (start: number) => hidden.some(([first, last]) => start >= first && start < last);
  let shown = from > 0 ? '…' : '';
  for (const [index, start] of cuts.entries()) {
    if (found !== undefined && start === found[0]) shown += '«';
    if (found !== undefined && start === found[1]) shown += '»';
    const next = cuts[index + 1];
    if (next === undefined || next === start) continue;
    if (!isHidden(start)) shown += escapeBytes(text.slice(start, next));
    else if (!/REDACTED[«»]?$/.test(shown)) shown += 'REDACTED';
  }
  if (found !== undefined && found[1] > end) shown += '…»';
  return end < text.length ? `${shown}… (${text.length} bytes)` : shown;
}

/** What was found inside a credential is the whole credential: not even where it stands in it is told. */
export const withAllHidden = (found: Span, hidden: readonly Span[]): Span => {
  const touched = hidden.filter(([start, end]) => start < found[1] && end > found[0]);
  return [Math.min(found[0], ...touched.map(([start]) => start)), Math.max(found[1], ...touched.map(([, end]) => end))];
};
