import type { Answer } from './engines/engine.ts';
import type { Request } from './generate/request.ts';

/** A difference that stays: who is right, and by what source. */
export interface KnownDifference {
  readonly id: string;
  readonly oracle: 'dynalite' | 'dynoxide' | 'both';
  readonly what: string;
  readonly right: 'ours' | 'the oracle' | 'neither';
  readonly because: string;
  covers(request: Request, ours: Answer, theirs: Answer): boolean;
}

export const knownDifferences: readonly KnownDifference[] = [];

/** The id of the first listed difference that explains the two answers. */
export const reasonFor = (oracle: string, request: Request, ours: Answer, theirs: Answer): string | undefined =>
  knownDifferences.find((row) => (row.oracle === oracle || row.oracle === 'both') && row.covers(request, ours, theirs))
    ?.id;
