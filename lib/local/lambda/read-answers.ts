import type { Readable } from 'node:stream';
import * as z from 'zod';
import type { Json } from '../json.ts';
import type { ReportedError } from './runtime/messages.ts';
import { readLines } from './runtime/read-lines.ts';

/** What a process answers, once it is checked. */
export type ProcessAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'returned'; readonly payload: Json; readonly bytes: number }
  | ({ readonly kind: 'failed' | 'fatal' } & ReportedError)
  | { readonly kind: 'memory'; readonly megabytes: number };

const message = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('returned'), payload: z.string() }),
  z.strictObject({ kind: z.enum(['failed', 'fatal']), errorType: z.string(), errorMessage: z.string() }),
  z.strictObject({ kind: z.literal('memory'), megabytes: z.number() }),
]);

/** Far beyond the largest response that Lambda takes, however JSON writes it. */
const MOST_BYTES = 64 * 2 ** 20;

/**
 * Reads what the process of a function answers. The function itself can write to the channel: nothing that comes is
 * believed to be of any form, and whatever is not ends in `onNonsense`.
 */
export const readAnswers = (
  channel: Readable,
  { onAnswer, onNonsense }: { readonly onAnswer: (answer: ProcessAnswer) => void; readonly onNonsense: () => void },
): void => {
  readLines(channel, {
    mostBytes: MOST_BYTES,
    onTooLong: onNonsense,
    onLine(line) {
      const answer = parseAnswer(line);
      if (answer === undefined) onNonsense();
      else onAnswer(answer);
    },
  });
};

const parseAnswer = (line: string): ProcessAnswer | undefined => {
  try {
    const sent = message.parse(JSON.parse(line));
    if (sent.kind !== 'returned') return sent;
    return { kind: 'returned', payload: JSON.parse(sent.payload), bytes: Buffer.byteLength(sent.payload) };
  } catch {
    return undefined;
  }
};
