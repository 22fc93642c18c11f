import {
  closeSync,
  copyFileSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** A log that processes write to as well: appended to, read back, kept short. Mode 0600. */
export interface LogFile {
  /** Processes write to it directly, so that no line is lost when one is killed, and lines stay in order. */
  readonly descriptor: number;
  write(line: string): void;
  /** The whole lines that were written since this was asked last, by whomever. */
  readNew(): readonly string[];
  /** So long that it must be moved even while a process writes to it, whatever line that costs. */
  isOverdue(): boolean;
  /** Moves what there is to `<path>.1` when it is too long or too old, in the place of what was there. */
  rotate(retentionDays: number | undefined): void;
  close(): void;
}

const MAX_BYTES = 10 * 2 ** 20;
const OVERDUE_FACTOR = 4;
/** A line that is longer is read in parts. */
const MAX_LINE_BYTES = 2 ** 20;
const DAY_MILLIS = 86_400_000;
const NOTHING = Buffer.alloc(0);

export const openLogFile = (path: string, now: () => number, maxBytes: number = MAX_BYTES): LogFile => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const descriptor = openSync(path, 'a+', 0o600);
  const size = (): number => fstatSync(descriptor).size;
  let readUpTo = size();
  let rest: Buffer = NOTHING;

  const readOn = (): Buffer => {
    const unread = size() - readUpTo;
    if (unread <= 0) return NOTHING;
    const chunk = Buffer.allocUnsafe(Math.min(unread, MAX_LINE_BYTES));
    const length = readSync(descriptor, chunk, 0, chunk.length, readUpTo);
    readUpTo += length;
    return chunk.subarray(0, length);
  };

  /** When the oldest line was written, told by the first time that stands in the file. */
  const oldestMillis = (): number => {
    const head = Buffer.alloc(Math.min(size(), 4_096));
    readSync(descriptor, head, 0, head.length, 0);
    const [time] = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/.exec(head.toString('latin1')) ?? [];
    return time === undefined ? fstatSync(descriptor).birthtimeMs : Date.parse(time);
  };

  return {
    descriptor,
    write: (line) => void writeSync(descriptor, `${line}\n`),
    readNew() {
      const lines: string[] = [];
      for (let chunk = readOn(); chunk.length > 0; chunk = readOn()) {
        const text = Buffer.concat([rest, chunk]);
        const end = text.length > MAX_LINE_BYTES ? text.length : text.lastIndexOf('\n') + 1;
        rest = text.subarray(end);
        if (end > 0) lines.push(...text.subarray(0, end).toString().split('\n'));
      }
      return lines;
    },
    isOverdue: () => size() > OVERDUE_FACTOR * maxBytes,
    rotate(retentionDays = Number.POSITIVE_INFINITY) {
      const oldest = `${path}.1`;
      const retentionMillis = retentionDays * DAY_MILLIS;
      const isPast = (millis: number): boolean => now() - millis > retentionMillis;
      if (size() > maxBytes || (size() > 0 && Number.isFinite(retentionMillis) && isPast(oldestMillis()))) {
        copyFileSync(path, oldest);
        ftruncateSync(descriptor, 0);
        readUpTo = 0;
      }
      const kept = statSync(oldest, { throwIfNoEntry: false });
      if (kept !== undefined && isPast(kept.mtimeMs)) rmSync(oldest);
    },
    close: () => closeSync(descriptor),
  };
};
